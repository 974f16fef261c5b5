package io.todolist.release.replay;

import io.todolist.release.judge.Difference.Kind;

/**
 * Where two answers are not the same.
 *
 * @param path the request's method and path, and the place in the answer; indexes of lists are left out
 */
record Place(String path, Kind kind) {}
