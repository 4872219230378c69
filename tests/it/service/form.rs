//! Requests that do not have the form of a call are refused with HTTP statuses.

use bytes::Bytes;
use http::{Request, StatusCode};
use tokio::net::TcpStream;

use crate::common::raw::frame;
use crate::common::texts::SHORT;
use crate::common::{Server, analyze, settings};

/// The status, `allow` and the gRPC status of the answer.
async fn answer(server: &Server, method: &str, form: Option<&str>) -> (StatusCode, String, String) {
    let stream = TcpStream::connect(server.address).await.expect("a connection");
    let (sender, connection) = h2::client::handshake(stream).await.expect("HTTP/2");
    tokio::spawn(connection);
    let mut request = Request::builder().method(method).uri("http://isnad/isnad.v1.TextService/Analyze");
    if let Some(form) = form {
        request = request.header("content-type", form);
    }
    let mut sender = sender.ready().await.expect("a stream");
    let request = request.body(()).expect("a request");
    let (answer, mut body) = sender.send_request(request, false).expect("sent");
    // A refusal may arrive before the body is sent.
    let _ = body.send_data(if method == "GET" { Bytes::new() } else { frame(&analyze(SHORT)) }, true);
    let head = answer.await.expect("an answer").into_parts().0;
    let header = |name: &str| head.headers.get(name).map_or("", |it| it.to_str().expect("ASCII")).to_owned();
    (head.status, header("allow"), header("grpc-status"))
}

#[tokio::test]
async fn another_method_than_post_gets_405() {
    let server = Server::start(settings()).await;
    for method in ["GET", "PUT", "DELETE"] {
        let refused = answer(&server, method, Some("application/grpc")).await;
        assert_eq!(refused, (StatusCode::METHOD_NOT_ALLOWED, "POST".to_owned(), "3".to_owned()), "{method}");
    }
}

#[tokio::test]
async fn another_content_type_gets_415() {
    let server = Server::start(settings()).await;
    for form in
        [None, Some("text/plain"), Some("application/grpc+json"), Some("application/x-www-form-urlencoded")]
    {
        let refused = answer(&server, "POST", form).await;
        assert_eq!(refused, (StatusCode::UNSUPPORTED_MEDIA_TYPE, String::new(), "3".to_owned()), "{form:?}");
    }
    for form in ["application/grpc", "application/grpc+proto"] {
        assert_eq!(answer(&server, "POST", Some(form)).await.0, StatusCode::OK, "{form}");
    }
}
