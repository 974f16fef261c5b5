import './base.css';
import './elements/todo-app.js';
