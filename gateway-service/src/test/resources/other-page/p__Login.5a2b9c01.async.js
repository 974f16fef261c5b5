window.login = true;
