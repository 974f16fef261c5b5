package io.todolist.gateway.account;

import io.todolist.kit.http.Text;

record PasswordChange(@Text String currentPassword, @Text String newPassword) {

    @Override
    public String toString() {
        return "PasswordChange";
    }
}
