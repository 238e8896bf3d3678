//! `zicha timestamp` against an authority on this machine.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use serde_json::json;
use zicha::sign::TimestampAuthority;

use crate::harness::{Desk, bytes};
use crate::signing_support::{
    authority::Authority,
    keys::{Wanted, timestamp_authority},
};

/// A workbook with a report `r.pdf` that its preparer signed.
fn signed() -> Desk {
    let desk = Desk::with_workbook();
    desk.write("pass", "密語 passphrase\n");
    desk.zicha("identity create 資訊主管 -o id.p12 --passphrase-file pass")
        .exits(0);
    desk.zicha("report w.zicha -o r.pdf --sign id.p12 --passphrase-file pass")
        .exits(0);
    desk
}

/// A server for one request, which gets the answer to its query. Gives its address.
fn serve_once(status: &'static str, kind: &'static str, answer: fn(&[u8]) -> Vec<u8>) -> String {
    let listener = listen();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let query = read_request(&mut stream);
        let body = answer(&query);
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        // A client that refuses the head need not read the body.
        let _ = stream.write_all(&body);
    });
    format!("http://{address}/tsa")
}

// The program under test is the client here.
#[allow(clippy::disallowed_methods)]
fn listen() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").unwrap()
}

/// An address where nobody listens.
fn closed() -> String {
    format!("http://{}/", listen().local_addr().unwrap())
}

/// Reads a request and gives its body.
fn read_request(stream: &mut TcpStream) -> Vec<u8> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).unwrap();
        request.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&request).into_owned();
        let Some((head, _)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let head = head.to_ascii_lowercase();
        assert!(
            head.contains("content-type: application/timestamp-query"),
            "{head}"
        );
        let length = head.split("content-length: ").nth(1).unwrap();
        let length: usize = length.lines().next().unwrap().parse().unwrap();
        let body = request
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .unwrap()
            + 4;
        if request.len() >= body + length {
            return request[body..].to_vec();
        }
    }
}

/// An honest authority whose clock shows what this machine's does, as the signer's certificate is
/// made now.
#[allow(clippy::disallowed_methods)]
fn answer(query: &[u8]) -> Vec<u8> {
    let wanted = Wanted {
        validity: ("2026-01-01T00:00:00Z", "2049-12-31T00:00:00Z"),
        ..timestamp_authority("CN=Timestamps")
    };
    let authority = Authority {
        time: chrono::Utc::now().format("%Y%m%d%H%M%SZ").to_string().leak(),
        ..Authority::wanted(&wanted)
    };
    authority.answer(query).unwrap()
}

fn authority() -> String {
    serve_once("200 OK", "application/timestamp-reply", answer)
}

#[test]
fn a_report_is_timestamped_and_recorded_and_says_when() {
    let desk = signed();
    let done = desk
        .zicha(&format!(
            "timestamp r.pdf -o t.pdf --tsa {} --workbook w.zicha --format json",
            authority()
        ))
        .exits(0)
        .json();
    assert_eq!(done["role"], "preparer");
    let found = desk
        .zicha("verify t.pdf --workbook w.zicha --format json")
        .exits(0)
        .json();
    let signature = &found["signatures"][0];
    assert_eq!(signature["timestamp"], done["timestamp"]);
    assert_eq!(
        (
            &signature["timestamp"]["authority"],
            &signature["timestamp"]["trust"]
        ),
        (&json!("Timestamps"), &json!("self_made"))
    );
    let shown = desk.zicha("verify t.pdf").exits(0).stdout;
    assert!(shown.contains("Timestamp: 20"), "{shown}");
    // It is the same report with more to it: neither is called cut back.
    let register = |file: &str| {
        desk.zicha(&format!("verify {file} --workbook w.zicha --format json"))
            .exits(0)
            .json()["workbook"]
            .clone()
    };
    assert_eq!(
        (&register("t.pdf")["registered"], &register("t.pdf")["role"]),
        (&json!(true), &json!("preparer"))
    );
    assert_eq!(register("r.pdf")["later_signatures"], json!([]));
    assert_eq!(register("r.pdf")["with_timestamp"][0]["file"], "t.pdf");
    // Signed further from the one with the timestamp, the one without it is out of date as well.
    desk.zicha(
        "sign t.pdf -o t2.pdf --identity id.p12 --role reviewer --passphrase-file pass --workbook w.zicha",
    )
    .exits(0);
    for file in ["r.pdf", "t.pdf"] {
        let found = desk
            .zicha(&format!("verify {file} --workbook w.zicha --format json"))
            .exits(1)
            .json();
        assert_eq!(found["refusals"][0]["id"], "signature_stripped", "{file}");
        assert_eq!(found["workbook"]["later_signatures"][0]["file"], "t2.pdf");
    }
    // The report without it is still there, and still says that it has none.
    let before = desk.zicha("verify r.pdf --format json").exits(0).json();
    assert_eq!(before["signatures"][0]["timestamp"], json!(null));
}

#[test]
fn a_timestamp_comes_before_the_next_signature() {
    let desk = signed();
    desk.zicha(&format!("timestamp r.pdf -o t.pdf --tsa {}", authority()))
        .exits(0);
    desk.zicha("sign t.pdf -o t2.pdf --identity id.p12 --role reviewer --passphrase-file pass")
        .exits(0);
    let found = desk.zicha("verify t2.pdf --format json").exits(0).json();
    assert_eq!(found["signatures"][0]["timestamp"]["authority"], "Timestamps");
    desk.zicha(&format!(
        "timestamp t2.pdf -o t3.pdf --role preparer --tsa {}",
        closed()
    ))
    .refuses_naming("before the next person signs");
    desk.zicha(&format!("timestamp t.pdf -o t3.pdf --tsa {}", closed()))
        .refuses_naming("already");
    assert!(!desk.path("t3.pdf").exists());
}

#[test]
fn an_authority_that_is_none_leaves_everything_as_it_was() {
    let desk = signed();
    let before = bytes(&desk.path("r.pdf"));
    let refuse = |address: &str, named: &str| {
        desk.zicha(&format!("timestamp r.pdf -o t.pdf --tsa {address}"))
            .refuses_naming(named);
        assert!(!desk.path("t.pdf").exists(), "{address}");
    };
    let nobody = closed();
    refuse(&nobody, &nobody);
    refuse("ftp://127.0.0.1/", "ftp://127.0.0.1/");
    refuse("https://user:secret@127.0.0.1/", "…@127.0.0.1/");
    refuse(
        &serve_once("503 Service Unavailable", "text/plain", |_| Vec::new()),
        "503",
    );
    refuse(
        &serve_once("200 OK", "text/html", |_| b"<html>".to_vec()),
        "text/html",
    );
    refuse(
        &serve_once("200 OK", "application/timestamp-reply", |_| vec![0x30; 70_000]),
        "65536",
    );
    refuse(
        &serve_once("200 OK", "application/timestamp-reply", |_| b"\x30".to_vec()),
        "DER",
    );
    assert_eq!(bytes(&desk.path("r.pdf")), before);
}

#[test]
fn what_is_not_signed_or_not_in_the_workbook_is_not_timestamped() {
    let desk = signed();
    desk.zicha("report w.zicha -o draft.pdf").exits(0);
    desk.zicha(&format!("timestamp draft.pdf -o t.pdf --tsa {}", closed()))
        .refuses_naming("no signature");
    desk.zicha("new other.zicha --profile p.json").exits(0);
    desk.zicha(&format!(
        "timestamp r.pdf -o t.pdf --workbook other.zicha --tsa {}",
        closed()
    ))
    .refuses_naming("--workbook");
    desk.zicha(&format!(
        "timestamp r.pdf -o t.pdf --trust p.json --tsa {}",
        closed()
    ))
    .refuses_naming("p.json");
    assert!(!desk.path("t.pdf").exists());
}
