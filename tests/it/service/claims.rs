//! Verify with a real client: verdicts, the same in JSON, and the errors for a bad request.

use std::sync::Arc;

use isnad::server::pb::{Attribution, Claim, EditKind, GetInfoRequest, OffsetEncoding, Polarity, Presence};
use isnad::server::{Claims, Settings, VerifyRequest};
use serde_json::json;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::common::plain::Plain;
use crate::common::{Server, settings};

const TEXT: &str = "😀 قالت ليان الورداني إن السد القديم آمن ولن يغلق الطريق قبل 25 نيسان.";

fn claim(words: &str, speaker: &str) -> Claim {
    Claim { words: words.to_owned(), speaker: speaker.to_owned() }
}

fn request(claims: Vec<Claim>) -> VerifyRequest {
    let claims = Claims(Arc::new(claims));
    VerifyRequest { text: TEXT.into(), offset_encoding: OffsetEncoding::Utf16.into(), claims }
}

fn fields(status: &Status) -> Vec<String> {
    assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
    let details = status.get_error_details();
    let request = details.bad_request().expect("BadRequest");
    request.field_violations.iter().map(|it| it.field.clone()).collect()
}

#[tokio::test]
async fn claims_get_their_verdicts_in_either_form() {
    let server = Server::start(Settings { json_defaults: false, ..settings() }).await;
    let claims = vec![
        claim("السد القديم آمن", "الورداني"),
        claim("السد القديم آمن ولن يغلق الطريق قبل 20 نيسان", "سامر القلعاوي"),
        claim("سيفتح الجسر غدا", ""),
    ];
    let answer = server.client().await.verify(request(claims)).await.expect("an answer").into_inner();
    let [first, second, third] = &answer.verdicts[..] else { panic!("three verdicts") };
    assert_eq!((first.presence(), first.attribution()), (Presence::Verbatim, Attribution::Variant));
    let units: Vec<u16> = TEXT.encode_utf16().collect();
    let span = first.places[0].spans[0];
    let words = String::from_utf16(&units[span.start as usize..span.end as usize]).expect("whole letters");
    assert_eq!((words.as_str(), first.places[0].speaker.as_str()), ("السد القديم آمن", "ليان الورداني"));
    assert_eq!((second.presence(), second.attribution()), (Presence::Near, Attribution::Other));
    assert_eq!((second.edits[0].kind(), second.polarity()), (EditKind::Number, Polarity::Affirmed));
    assert_eq!((third.presence(), third.attribution()), (Presence::NotFound, Attribution::Unspecified));

    let mut plain = Plain::open(server.address).await;
    let words = ["السد القديم آمن", "السد القديم آمن ولن يغلق الطريق قبل 20 نيسان", "سيفتح الجسر غدا"];
    let speakers = ["الورداني", "سامر القلعاوي", ""];
    let claims: Vec<_> = words
        .iter()
        .zip(speakers)
        .map(|(words, speaker)| json!({"words": words, "speaker": speaker}))
        .collect();
    let body = json!({"text": TEXT, "offsetEncoding": "OFFSET_ENCODING_UTF16", "claims": claims});
    let reply = plain.call("/isnad.v1.TextService/Verify", &body).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json(), serde_json::to_value(answer).expect("JSON"));
}

#[tokio::test]
async fn what_is_wrong_with_claims_is_named() {
    let server = Server::start(settings()).await;
    let mut client = server.client().await;
    let wrong = vec![claim("السد آمن", ""), claim(" … ", "ليان"), claim("", "")];
    let status = client.verify(request(wrong)).await.expect_err("no words");
    assert_eq!(fields(&status), ["claims[1].words", "claims[2].words"]);
    let status = client.verify(request(Vec::new())).await.expect_err("no claims");
    assert_eq!(fields(&status), ["claims"]);
    let status = client.verify(request(vec![claim("نعم", ""); 65])).await.expect_err("too many");
    assert_eq!(fields(&status), ["claims"]);
    let long = "نعم ".repeat(80_000);
    let status = client.verify(request(vec![claim(&long, ""); 2])).await.expect_err("too long");
    assert_eq!(fields(&status), ["claims"]);
    let mut other = request(vec![claim("نعم", "")]);
    (other.text, other.offset_encoding) = (Default::default(), 99);
    let status = client.verify(other).await.expect_err("no text");
    assert_eq!(fields(&status), ["text", "offset_encoding"]);
    let info = client.get_info(GetInfoRequest {}).await.expect("an answer").into_inner();
    assert_eq!(info.limits.expect("limits").max_claims, 64);
}

#[tokio::test]
async fn half_a_million_empty_claims_are_refused_and_cost_little() {
    let server = Server::start(settings()).await;
    let mut plain = Plain::open(server.address).await;
    let body = json!({"text": TEXT, "claims": vec![json!({}); 500_000]});
    let reply = plain.call("/isnad.v1.TextService/Verify", &body).await;
    assert_eq!(reply.status, 400);
    assert!(reply.json().to_string().contains("claims"));
}
