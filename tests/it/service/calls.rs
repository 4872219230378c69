//! Every call with a real client.

use isnad::server::pb::analyze_stream_response::Result as Outcome;
use isnad::server::pb::text_service_client::TextServiceClient;
use isnad::server::pb::{
    AnalyzeRequest, AnalyzeResponse, AnalyzeStreamRequest, CleanOptions, CleanProfile, CleanRequest,
    CleanStep, ExtractQuotesRequest, GetInfoRequest, OffsetEncoding, Quote, QuoteOptions, SegmentRequest,
    Span,
};
use tonic::Code;
use tonic::transport::Channel;
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;

use crate::common::texts::{PAGE, SHORT};
use crate::common::{Server, analyze, settings};

#[tokio::test]
async fn analyze_says_its_unit_and_its_spans_lie_in_the_text() {
    let mut client = Server::start(settings()).await.client().await;
    let lengths = [
        (OffsetEncoding::Unspecified, OffsetEncoding::Utf8, PAGE.len()),
        (OffsetEncoding::Utf8, OffsetEncoding::Utf8, PAGE.len()),
        (OffsetEncoding::Utf16, OffsetEncoding::Utf16, PAGE.encode_utf16().count()),
        (OffsetEncoding::Utf32, OffsetEncoding::Utf32, PAGE.chars().count()),
    ];
    for (asked, given, length) in lengths {
        let mut request = analyze(PAGE);
        request.offset_encoding = asked.into();
        let answer = client.analyze(request).await.expect("an answer").into_inner();
        assert_eq!(answer.offset_encoding(), given);
        // The blocks, concatenated, are the text.
        let ends: Vec<Span> = answer.blocks.iter().filter_map(|block| block.span).collect();
        assert!(ends.windows(2).all(|pair| pair[0].end == pair[1].start), "{asked:?}");
        assert_eq!(ends.last().map_or(length, |last| last.end as usize), length, "{asked:?}");
        for quote in &answer.quotes {
            assert!(quote.content.iter().all(|it| it.start <= it.end && it.end as usize <= length));
        }
    }
}

#[tokio::test]
async fn a_client_slices_its_own_string_and_gets_the_quote() {
    let mut client = Server::start(settings()).await.client().await;
    let utf16: Vec<u16> = SHORT.encode_utf16().collect();
    let utf32: Vec<char> = SHORT.chars().collect();
    for unit in [OffsetEncoding::Utf8, OffsetEncoding::Utf16, OffsetEncoding::Utf32] {
        let mut request = analyze(SHORT);
        request.offset_encoding = unit.into();
        let answer = client.analyze(request).await.expect("an answer").into_inner();
        let quote = &answer.quotes[0];
        let at = quote.content[0].start as usize..quote.content[0].end as usize;
        let content = match unit {
            OffsetEncoding::Utf16 => String::from_utf16(&utf16[at]).expect("whole letters"),
            OffsetEncoding::Utf32 => utf32[at].iter().collect(),
            _ => SHORT[at].to_owned(),
        };
        assert_eq!(content, "السد آمن", "{unit:?}");
        let speaker = quote.speaker.as_ref().expect("a speaker");
        assert_eq!(speaker.name, "ليان الورداني");
        assert_eq!(speaker.rule, "subject/new");
        assert_eq!(answer.entities[speaker.entity.expect("an entity") as usize].name, speaker.name);
    }
}

#[tokio::test]
async fn each_unary_call_answers() {
    let mut client = Server::start(settings()).await.client().await;
    let unit = OffsetEncoding::Utf32.into();
    let text = SHORT.to_owned();
    let request =
        CleanRequest { text: text.clone().into(), offset_encoding: unit, clean: None, read_mask: None };
    let cleaned = client.clean(request).await.expect("Clean").into_inner();
    assert_eq!(cleaned.offset_encoding, unit);
    assert!(cleaned.metadata.is_some());

    let request =
        SegmentRequest { text: text.clone().into(), offset_encoding: unit, segment: None, read_mask: None };
    assert_eq!(client.segment(request).await.expect("Segment").into_inner().offset_encoding, unit);

    let request =
        ExtractQuotesRequest { text: text.into(), offset_encoding: unit, quotes: None, read_mask: None };
    let found = client.extract_quotes(request).await.expect("ExtractQuotes").into_inner();
    assert_eq!(found.offset_encoding, unit);
}

#[tokio::test]
async fn steps_are_switched_on_and_off_on_top_of_the_profile() {
    let mut client = Server::start(settings()).await.client().await;
    let clean = |profile: CleanProfile, with: &[CleanStep], without: &[CleanStep]| CleanRequest {
        text: "قـــالَ  إنَّه ٢٠٢٠".into(),
        clean: Some(CleanOptions {
            profile: profile.into(),
            with_steps: with.iter().map(|&step| step.into()).collect(),
            without_steps: without.iter().map(|&step| step.into()).collect(),
            ..CleanOptions::default()
        }),
        ..CleanRequest::default()
    };
    for (request, expected) in [
        (clean(CleanProfile::Display, &[CleanStep::Diacritics], &[CleanStep::Tatweel]), "قـــال إنه ٢٠٢٠"),
        (clean(CleanProfile::AsIs, &[CleanStep::Digits], &[]), "قـــالَ  إنَّه 2020"),
        (clean(CleanProfile::Search, &[], &[CleanStep::Alef, CleanStep::Digits]), "قال إنه ٢٠٢٠"),
    ] {
        assert_eq!(client.clean(request).await.expect("Clean").into_inner().clean_text, expected);
    }
}

#[tokio::test]
async fn get_info_tells_the_limits_in_force() {
    let mut settings = settings();
    settings.max_text_bytes = 4321;
    settings.max_in_work = Some(3);
    let mut client = Server::start(settings).await.client().await;
    let info = client.get_info(GetInfoRequest {}).await.expect("GetInfo").into_inner();
    assert_eq!(info.version, env!("CARGO_PKG_VERSION"));
    assert!(!info.commit.is_empty() && !info.lexicon_version.is_empty());
    assert_eq!(info.offset_encodings.len(), 3);
    let limits = info.limits.expect("limits");
    assert_eq!((limits.max_text_bytes, limits.max_documents_in_work), (4321, 3));
    assert_eq!(limits.deadline.map(|it| it.seconds), Some(30));
}

/// The analysis of one document over a stream.
async fn streamed(client: &mut TextServiceClient<Channel>, request: AnalyzeRequest) -> AnalyzeResponse {
    let AnalyzeRequest { text, quotes, .. } = request;
    let document = AnalyzeStreamRequest { text, quotes, ..AnalyzeStreamRequest::default() };
    let mut answers =
        client.analyze_stream(tokio_stream::iter([document])).await.expect("a stream").into_inner();
    let answer = answers.message().await.expect("no error").and_then(|it| it.result);
    let Some(Outcome::Analysis(analysis)) = answer else { panic!("{answer:?}") };
    analysis
}

#[tokio::test]
async fn get_info_and_every_answer_carry_the_same_lexicon_version() {
    let mut client = Server::start(settings()).await.client().await;
    let version = client.get_info(GetInfoRequest {}).await.expect("GetInfo").into_inner().lexicon_version;
    assert_eq!(version, isnad::LEXICON_VERSION);

    let request = CleanRequest { text: SHORT.into(), ..CleanRequest::default() };
    assert_eq!(client.clean(request).await.expect("Clean").into_inner().lexicon_version, version);
    let request = SegmentRequest { text: SHORT.into(), ..SegmentRequest::default() };
    assert_eq!(client.segment(request).await.expect("Segment").into_inner().lexicon_version, version);
    let request = ExtractQuotesRequest { text: SHORT.into(), ..ExtractQuotesRequest::default() };
    let found = client.extract_quotes(request).await.expect("ExtractQuotes").into_inner();
    assert_eq!(found.lexicon_version, version);
    let analysis = client.analyze(analyze(SHORT)).await.expect("Analyze").into_inner();
    assert_eq!(analysis.lexicon_version, version);
    assert_eq!(streamed(&mut client, analyze(SHORT)).await.lexicon_version, version);
}

#[tokio::test]
async fn speakers_below_the_confidence_asked_for_keep_their_mention_and_have_no_name() {
    let mut client = Server::start(settings()).await.client().await;
    let named = client.analyze(analyze(SHORT)).await.expect("an answer").into_inner();
    let quotes = Some(QuoteOptions { min_speaker_confidence: 1.0, ..QuoteOptions::default() });
    let request = AnalyzeRequest { quotes, ..analyze(SHORT) };
    let alone = ExtractQuotesRequest { text: SHORT.into(), quotes, ..ExtractQuotesRequest::default() };
    let alone = client.extract_quotes(alone).await.expect("an answer").into_inner();
    let whole = client.analyze(request.clone()).await.expect("an answer").into_inner();
    let stream = streamed(&mut client, request).await;

    let expected: Vec<Quote> = named.quotes.iter().cloned().map(without_name).collect();
    assert!(!expected.is_empty() && expected != named.quotes);
    for (quotes, entities) in
        [(alone.quotes, alone.entities), (whole.quotes, whole.entities), (stream.quotes, stream.entities)]
    {
        assert_eq!(quotes, expected);
        assert!(entities.is_empty(), "{entities:?}");
    }
}

/// The quote with its speaker, but without the speaker's identity.
fn without_name(mut quote: Quote) -> Quote {
    let speaker = quote.speaker.as_mut().expect("a speaker");
    speaker.name.clear();
    speaker.entity = None;
    quote
}

#[tokio::test]
async fn every_answer_names_its_call() {
    let mut client = Server::start(settings()).await.client().await;
    let first = client.analyze(analyze(SHORT)).await.expect("an answer");
    let second = client.analyze(analyze(SHORT)).await.expect("an answer");
    let id = |metadata: &tonic::metadata::MetadataMap| metadata.get("x-request-id").cloned();
    assert!(id(first.metadata()).is_some());
    assert_ne!(id(first.metadata()), id(second.metadata()));
}

#[tokio::test]
async fn reflection_lists_the_service_with_its_comments() {
    let server = Server::start(settings()).await;
    let mut client = ServerReflectionClient::new(server.channel().await);
    let request = |message| ServerReflectionRequest { host: String::new(), message_request: Some(message) };
    let requests = tokio_stream::iter([
        request(MessageRequest::ListServices(String::new())),
        request(MessageRequest::FileContainingSymbol("isnad.v1.TextService".to_owned())),
    ]);
    let mut answers = client.server_reflection_info(requests).await.expect("reflection").into_inner();
    let first = answers.message().await.expect("no error").and_then(|it| it.message_response);
    let Some(MessageResponse::ListServicesResponse(list)) = first else { panic!("{first:?}") };
    let names: Vec<&str> = list.service.iter().map(|it| it.name.as_str()).collect();
    assert!(names.contains(&"isnad.v1.TextService") && names.contains(&"grpc.health.v1.Health"), "{names:?}");
    let second = answers.message().await.expect("no error").and_then(|it| it.message_response);
    let Some(MessageResponse::FileDescriptorResponse(files)) = second else { panic!("{second:?}") };
    let has_comment = files
        .file_descriptor_proto
        .iter()
        .any(|file| String::from_utf8_lossy(file).contains("Splits any Arabic text into sentences"));
    assert!(has_comment, "reflection gives the descriptors untouched");
}

#[tokio::test]
async fn an_unknown_method_is_unimplemented() {
    let server = Server::start(settings()).await;
    let mut raw = crate::common::raw::Connection::open(server.address).await;
    for path in ["/isnad.v1.TextService/Translate", "/nobody.Service/Call"] {
        let answer = raw.call(path, &[], crate::common::raw::framed(b"")).await;
        assert_eq!(answer.code(), Some(Code::Unimplemented as i32), "{path}");
    }
}
