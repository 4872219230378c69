//! Traces of a few documents. The texts are invented, and so are the people in them.

use super::*;
use crate::PairKind;

fn document(id: &str, outlet: &str, published: &str, text: &str) -> TraceDocument {
    let document = TraceDocument::new(id, text, &crate::analyze(text));
    document.with_outlet(outlet).with_published(published)
}

/// Reports of one statement by four outlets.
fn outlets() -> Vec<TraceDocument> {
    vec![
        document(
            "a",
            "الضفاف",
            "2024-03-05T09:00",
            "قالت وزيرة المياه هالة المرزوقي إن سد الوادي الأخضر آمن ولن يغلق الطريق قبل 25 نيسان المقبل.",
        ),
        document(
            "b",
            "الميناء",
            "2024-03-05T11:30",
            "نقلت الضفاف عن هالة المرزوقي قولها إن سد الوادي الأخضر آمن ولن يغلق الطريق قبل 20 نيسان المقبل.",
        ),
        document(
            "c",
            "المرفأ",
            "2024-03-06",
            "أكدت المرزوقي أن سد الوادي الأخضر ليس آمنا ولن يغلق الطريق قبل 25 نيسان المقبل.",
        ),
        document("d", "القافلة", "2024-03-06", "قالت الوزيرة إن سد الوادي الأخضر آمن."),
        document(
            "e",
            "القافلة",
            "2024-03-06",
            "قال مدير المرصد سامر القلعاوي إن الأمطار ستبلغ الساحل مساء الغد.",
        ),
    ]
}

fn only(documents: &[TraceDocument]) -> Cluster {
    let traced = trace(documents);
    assert_eq!(traced.clusters.len(), 1, "{traced:?}");
    traced.clusters.into_iter().next().expect("a cluster")
}

/// The ids of some members.
fn ids<'d>(
    documents: &'d [TraceDocument],
    cluster: &Cluster,
    members: impl IntoIterator<Item = usize>,
) -> Vec<&'d str> {
    let id = |at: usize| cluster.members.get(at).and_then(|member| documents.get(member.document));
    members.into_iter().filter_map(id).map(|document| document.id.as_str()).collect()
}

/// The differences of one kind: old text, new text and members.
fn rows(documents: &[TraceDocument], cluster: &Cluster, kind: DriftKind) -> Vec<String> {
    let rows = cluster.drift.iter().filter(|row| row.kind == kind);
    rows.map(|row| {
        let members = ids(documents, cluster, row.places.iter().map(|place| place.member));
        format!("{} > {} {}", row.base, row.text, members.join(" "))
    })
    .collect()
}

#[test]
fn reports_of_one_utterance_are_one_cluster_with_one_speaker() {
    let documents = outlets();
    let cluster = only(&documents);
    assert_eq!(ids(&documents, &cluster, 0..9), ["a", "b", "d", "c"], "by time, then by outlet");
    assert_eq!((cluster.documents, cluster.kind), (4, PairKind::Utterance));
    assert_eq!(cluster.speaker.as_deref(), Some("هالة المرزوقي"));
    let relations: Vec<_> = cluster.members.iter().map(|member| member.speaker.as_str()).collect();
    assert_eq!(relations, ["same", "same", "role", "contained"]);
    assert_eq!(cluster.members[2].coverage, Coverage::Part);
}

#[test]
fn what_changed_is_told_by_harm() {
    let documents = outlets();
    let cluster = only(&documents);
    let rows = |kind| rows(&documents, &cluster, kind);
    assert_eq!(rows(DriftKind::Polarity), [" > ليس c"]);
    assert_eq!(rows(DriftKind::Number), ["25 > 20 b"]);
    assert_eq!(rows(DriftKind::Speaker), ["هالة المرزوقي > الوزيرة d"]);
    assert_eq!(rows(DriftKind::Cue), ["قال > أكد c"]);
    assert_eq!(rows(DriftKind::Relay), [" > الضفاف b"]);
    assert!(rows(DriftKind::Dropped).iter().any(|row| row.contains("الطريق") && row.ends_with(" d")));
    assert!(cluster.drift.is_sorted_by_key(|row| row.kind));
    let number = cluster.drift.iter().find(|row| row.kind == DriftKind::Number).expect("a row");
    let [place] = number.places[..] else { panic!("one place") };
    let [base, other] =
        [cluster.base, place.member].map(|at| &documents[cluster.members[at].document].quotes[0].words);
    assert_eq!((&base[place.base.unwrap()], &other[place.span.unwrap()]), ("25", "20"));
}

#[test]
fn the_first_is_told_with_its_precision_and_ties() {
    let mut documents = outlets();
    let seen = only(&documents).first_seen.expect("a time");
    assert_eq!((&*seen.members, &*seen.published), (&[0][..], "2024-03-05T09:00"));
    assert_eq!((seen.precision, seen.undated), (Precision::Minute, 0));
    documents[2].published = Some("2024-03-05".to_owned());
    documents[3].published = None;
    let cluster = only(&documents);
    let seen = cluster.first_seen.clone().expect("a time");
    assert_eq!(ids(&documents, &cluster, seen.members), ["c", "a", "b"], "a day may be any time of it");
    assert_eq!((seen.precision, seen.undated), (Precision::Day, 1));
}

#[test]
fn who_names_an_outlet_took_it_from_there() {
    let documents = outlets();
    let cluster = only(&documents);
    let [edge] = &cluster.edges[..] else { panic!("{:?}", cluster.edges) };
    assert_eq!(ids(&documents, &cluster, [edge.taker, edge.source]), ["b", "a"]);
    assert_eq!((edge.evidence, edge.strength), (EdgeEvidence::NamesOutlet, Strength::Strong));
    assert_eq!(edge.name.as_deref(), Some("الضفاف"));
}

#[test]
fn an_agency_that_both_name_is_no_arrow_and_later_words_are_weak() {
    let said = "إن سد الوادي الأخضر آمن ولن يغلق الطريق قبل 25 نيسان المقبل.";
    let through = |id, outlet, day| {
        document(id, outlet, day, &format!("نقلت وكالة النورس عن هالة المرزوقي قولها {said}"))
    };
    let documents = [through("a", "الضفاف", "2024-03-05"), through("b", "الميناء", "2024-03-06")];
    let edges = only(&documents).edges;
    let told: Vec<_> =
        edges.iter().map(|edge| (edge.taker, edge.source, edge.evidence, edge.strength)).collect();
    assert_eq!(
        told,
        [
            (1, 0, EdgeEvidence::SharedAgency, Strength::Strong),
            (1, 0, EdgeEvidence::SameWording, Strength::Weak)
        ]
    );
    let ties = [through("a", "الضفاف", "2024-03-05"), through("b", "الميناء", "2024-03-05T10:00")];
    assert!(
        only(&ties).edges.iter().all(|edge| edge.evidence != EdgeEvidence::SameWording),
        "neither is later"
    );
    let own = [through("a", "الضفاف", "2024-03-05"), through("b", "الضفاف", "2024-03-06")];
    assert!(only(&own).edges.is_empty(), "an outlet takes nothing from itself");
}

#[test]
fn a_denial_and_a_negation_are_one_stance() {
    let words = "الوزارة لم تغلق الطريق المؤدي إلى سد الوادي الأخضر";
    let documents = [
        document(
            "a",
            "الضفاف",
            "2024-03-05",
            "نفت هالة المرزوقي أن الوزارة أغلقت الطريق المؤدي إلى سد الوادي الأخضر.",
        ),
        document("b", "الميناء", "2024-03-05", &format!("قالت هالة المرزوقي إن {words}.")),
        document(
            "c",
            "المرفأ",
            "2024-03-05",
            "قالت هالة المرزوقي إن الوزارة أغلقت الطريق المؤدي إلى سد الوادي الأخضر.",
        ),
    ];
    let cluster = only(&documents);
    let stances: Vec<_> = cluster.members.iter().map(|member| member.stance.as_str()).collect();
    assert_eq!(ids(&documents, &cluster, 0..3), ["a", "c", "b"], "by outlet");
    assert_eq!(stances, ["denied", "affirmed", "affirmed"]);
    let polarity = rows(&documents, &cluster, DriftKind::Polarity);
    assert_eq!(ids(&documents, &cluster, [cluster.base]), ["a"]);
    assert_eq!(polarity, ["نفى > قال c"]);
}

#[test]
fn quotes_of_one_document_are_joined_only_by_another() {
    let text = "قالت هالة المرزوقي إن سد الوادي الأخضر آمن ولن يغلق الطريق.\nوأكدت المرزوقي أن سد الوادي الأخضر آمن ولن يغلق الطريق.";
    let one = document("a", "الضفاف", "2024-03-05", text);
    assert!(trace(std::slice::from_ref(&one)).clusters.is_empty());
    let other =
        document("b", "الميناء", "2024-03-05", "قالت هالة المرزوقي إن سد الوادي الأخضر آمن ولن يغلق الطريق.");
    let cluster = only(&[one, other]);
    assert_eq!((cluster.members.len(), cluster.documents), (3, 2));
}

#[test]
fn nothing_gives_nothing_and_a_cancelled_trace_ends() {
    assert_eq!(trace(&[]), Trace::default());
    assert_eq!(trace(&[TraceDocument::default()]), Trace::default());
    let cancel = Cancel::new();
    cancel.cancel();
    assert!(try_trace(&outlets(), &cancel).is_err());
}

#[test]
fn given_candidates_in_their_order_give_the_same_clusters() {
    let mut documents = outlets();
    documents.push(document("f", "القافلة", "", "قالت الوزيرة هالة المرزوقي إن سد الوادي الأخضر آمن."));
    documents.reverse();
    let order = |document: &TraceDocument| {
        let moment = document.published.as_deref().and_then(given::moment);
        (moment.is_none(), moment, document.outlet.clone(), document.id.clone())
    };
    documents.sort_by_key(order);
    let items = Item::all(&documents);
    let place = |at: u32| (items[at as usize].document, items[at as usize].index);
    let candidates = candidates::pairs(&items);
    let pairs: Vec<_> = candidates.iter().map(|(a, b)| [place(*a), place(*b)]).collect();
    assert!(!pairs.is_empty());
    assert_eq!(given::trace_pairs(&documents, &pairs), trace(&documents));
    assert!(given::trace_pairs(&documents, &[]).clusters.is_empty());
    let side = |at: u32| {
        let item = &items[at as usize];
        (item.quote.words.as_str(), documents[item.document].published.as_deref())
    };
    let linked = candidates.into_iter().filter(|(a, b)| given::related(side(*b), &[side(*a)]) == [true]);
    let linked: Vec<_> = linked.map(|(a, b)| [place(a), place(b)]).collect();
    assert_eq!(given::trace_pairs(&documents, &linked), trace(&documents), "others are not joined");
}
