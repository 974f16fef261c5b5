package io.todolist.release.command;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

@TopCommand
@Command(
        name = "release",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Releases a version of a service step by step, and takes it back when it is worse.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done, promoted, or under way",
            "1:failed; what was begun can be gone on with",
            "2:wrong usage",
            "3:the candidate was taken back, or answers otherwise in a replay",
            "4:a person has to say how it goes on"
        },
        subcommands = {
            GateCommand.class,
            PlanCommand.class,
            RunCommand.class,
            AllCommand.class,
            StepCommand.class,
            StatusCommand.class,
            AbortCommand.class,
            ReportCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            LocalCommand.class,
            GenerateCompletion.class
        })
class Release {}
