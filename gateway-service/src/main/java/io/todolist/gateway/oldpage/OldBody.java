package io.todolist.gateway.oldpage;

/** A body that the old page sends as JSON or as a form. */
sealed interface OldBody permits RuleRequest, LoginResource.Login, RegistrationResource.NewUser {}
