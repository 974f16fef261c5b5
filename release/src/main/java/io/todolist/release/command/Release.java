package io.todolist.release.command;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;

@TopCommand
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Releases a version of a service step by step, and takes it back when it is worse.",
        subcommands = {GenerateCompletion.class})
class Release {}
