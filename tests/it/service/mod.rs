//! The service over a real socket: what clients may rely on, one file for each promise.

mod abuse;
mod browsers;
mod budget;
mod calls;
mod claims;
mod connections;
mod deadlines;
mod drain;
mod form;
mod gather;
mod health;
mod http1;
mod json;
mod limits;
mod masks;
mod operators;
mod page;
mod process;
mod refusals;
mod sockets;
mod streams;
mod tls;
mod traces;
mod web;
