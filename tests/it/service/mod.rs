//! The service over a real socket: what clients may rely on, one file a promise.

mod abuse;
mod budget;
mod calls;
mod connections;
mod deadlines;
mod drain;
mod form;
mod health;
mod limits;
mod operators;
mod process;
mod refusals;
mod sockets;
mod streams;
mod tls;
mod traces;
