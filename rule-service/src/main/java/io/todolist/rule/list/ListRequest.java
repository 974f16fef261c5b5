package io.todolist.rule.list;

/**
 * What is asked for, read once from {@link ListParameters}.
 *
 * @param page its number, from 1, or null
 * @param after the place of the last todo on the page before, or null: then it is the first page, unless {@code page} says more
 */
record ListRequest(Filter filter, Order order, int size, Integer page, Cursor after) {}
