package io.todolist.rule.list;

/** What the first screen shows: a page of todos and the counts. */
record Home(TodoPage todos, Counts counts) {}
