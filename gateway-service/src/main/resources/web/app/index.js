import './base.css';
import './model/theme.js';
import './model/version.js';
import './elements/todo-app.js';
