//! TLS and mutual TLS. Their files can be replaced while the server runs.
//!
//! Certificate renewal replaces the files, or a symlink to their folder. There is no portable way to watch for both,
//! so the files are reread every few seconds. New connections use the last valid files; open connections are not
//! affected. A bad certificate, including one that is expired or not yet valid, is reported, and the previous one
//! stays in use.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context, anyhow, ensure};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{InvalidMessage, RootCertStore, ServerConfig};
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tracing::{debug, error, info, warn};
use webpki::EndEntityCert;
use x509_parser::parse_x509_certificate;
use x509_parser::time::ASN1Time;

use super::metrics::HandshakeFailure;
use super::peer::Peer;
use super::settings::Settings;
use super::shared::Shared;
use super::sockets::Wire;

/// The server's certificate and the clients it accepts.
#[derive(Debug)]
pub(super) struct Tls {
    files: Files,
    /// Names of the clients that may call; none allows every client that the authority has signed.
    clients: Option<Vec<String>>,
    reload: Duration,
    current: RwLock<Arc<Shown>>,
}

/// The configuration for new connections.
#[derive(Debug)]
struct Shown {
    config: Arc<ServerConfig>,
    /// When its certificate expires.
    expiry: ASN1Time,
}

/// The paths of the files.
#[derive(Clone, Debug)]
struct Files {
    certificate: PathBuf,
    key: PathBuf,
    client_authority: Option<PathBuf>,
}

/// The contents of the files, read together. Never print them: one is a private key.
#[derive(PartialEq, Eq)]
struct Contents {
    certificate: Vec<u8>,
    key: Vec<u8>,
    client_authority: Option<Vec<u8>>,
}

impl Tls {
    /// TLS for these settings, with the task that renews it. None if the settings do not enable TLS.
    ///
    /// # Errors
    /// If a file cannot be read or is invalid. The error names the file.
    pub(super) fn load(settings: &Settings) -> anyhow::Result<Option<(Arc<Self>, Renewal)>> {
        let (Some(certificate), Some(key)) = (&settings.tls_cert, &settings.tls_key) else { return Ok(None) };
        let client_authority = settings.tls_client_ca.clone();
        let files = Files { certificate: certificate.clone(), key: key.clone(), client_authority };
        let known = files.read()?;
        let current = RwLock::new(Arc::new(shown(&known)?));
        let clients = settings.tls_clients.clone();
        let tls = Arc::new(Self { files, clients, reload: settings.tls_reload, current });
        Ok(Some((Arc::clone(&tls), Renewal { tls, known, faults: Faults::default() })))
    }

    /// The decrypted stream of a connection and the client's name, or why the handshake failed.
    pub(super) async fn accept(
        &self,
        stream: Box<dyn Wire>,
        peer: &Peer,
    ) -> Result<Secured, HandshakeFailure> {
        let stream = TlsAcceptor::from(Arc::clone(&self.current().config)).accept(stream).await;
        let stream = stream.map_err(|error| {
            if is_plain(&error) {
                warn!(%peer, "closed a connection: the client does not use TLS, and this port requires it");
            } else {
                debug!(%error, "a TLS handshake failed");
            }
            HandshakeFailure::Handshake
        })?;
        let names = names(&stream);
        let client = match &self.clients {
            None => names.into_iter().next(),
            Some(clients) => {
                let known = names.into_iter().find(|name| clients.iter().any(|it| **it == **name));
                Some(known.ok_or_else(|| {
                    info!("refused a client whose certificate has no allowed name");
                    HandshakeFailure::ClientName
                })?)
            }
        };
        Ok((Box::new(stream), client))
    }

    /// When the certificate of new connections expires, in seconds since 1970.
    pub(super) fn expiry(&self) -> i64 {
        self.current().expiry.timestamp()
    }

    fn current(&self) -> Arc<Shown> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether the client did not send TLS at all.
fn is_plain(error: &std::io::Error) -> bool {
    let error = error.get_ref().and_then(|it| it.downcast_ref());
    matches!(error, Some(rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType)))
}

/// A stream under TLS, and the name in the client's certificate.
type Secured = (Box<dyn Wire>, Option<Arc<str>>);

/// The names of a client: the URIs (SPIFFE) and DNS names in its certificate. The handshake has verified the signature
/// of the authority.
fn names(stream: &TlsStream<Box<dyn Wire>>) -> Vec<Arc<str>> {
    let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
    let Some(Ok(shown)) = shown.map(EndEntityCert::try_from) else { return Vec::new() };
    shown.valid_uri_names().chain(shown.valid_dns_names()).map(Arc::from).collect()
}

/// The task that rereads the files.
pub(super) struct Renewal {
    tls: Arc<Tls>,
    /// The contents in use.
    known: Contents,
    faults: Faults,
}

/// The faults of new files.
#[derive(Default)]
struct Faults {
    /// The fault of the last read.
    last: Option<String>,
    /// The fault that was logged last.
    told: Option<String>,
}

impl Faults {
    /// Whether to log a fault. Each is logged once, and only if it recurs, because the first read may have happened
    /// while the files were being replaced.
    fn is_news(&mut self, fault: &str) -> bool {
        let met = self.is_met_again(fault);
        let news = met && self.told.as_deref() != Some(fault);
        self.last = Some(fault.to_owned());
        if news {
            self.told = Some(fault.to_owned());
        }
        news
    }

    fn is_met_again(&self, fault: &str) -> bool {
        self.last.as_deref() == Some(fault)
    }
}

impl Renewal {
    /// Checks for new files forever.
    pub(super) async fn run(mut self, shared: Arc<Shared>) {
        shared.metrics.tls.expires(self.tls.expiry());
        loop {
            sleep(self.tls.reload).await;
            let tls = Arc::clone(&self.tls);
            let Ok(read) = spawn_blocking(move || tls.files.read()).await else { continue };
            match read.and_then(|contents| self.renew(contents)) {
                Ok(()) => self.faults = Faults::default(),
                Err(error) => self.failed(&format!("{error:#}"), &shared),
            }
            shared.metrics.tls.expires(self.tls.expiry());
        }
    }

    fn failed(&mut self, fault: &str, shared: &Shared) {
        if self.faults.is_met_again(fault) {
            shared.metrics.tls.reload_failed();
        }
        if self.faults.is_news(fault) {
            error!(error = fault, "cannot use the new certificates; keeping the previous ones");
        }
    }

    /// Puts the contents in use if they are new.
    fn renew(&mut self, contents: Contents) -> anyhow::Result<()> {
        if contents == self.known {
            let left = self.tls.current().expiry >= ASN1Time::now();
            ensure!(left, "the certificate in use has expired, and there is no other");
            return Ok(());
        }
        let shown = Arc::new(shown(&contents)?);
        *self.tls.current.write().unwrap_or_else(PoisonError::into_inner) = shown;
        self.known = contents;
        info!("new connections use the new certificates");
        Ok(())
    }
}

impl Files {
    fn read(&self) -> anyhow::Result<Contents> {
        let read =
            |path: &Path| std::fs::read(path).with_context(|| format!("cannot read {}", path.display()));
        Ok(Contents {
            certificate: read(&self.certificate)?,
            key: read(&self.key)?,
            client_authority: self.client_authority.as_deref().map(read).transpose()?,
        })
    }
}

/// The configuration for these contents.
fn shown(contents: &Contents) -> anyhow::Result<Shown> {
    let config = Arc::new(config(contents)?);
    let chain = certificates(&contents.certificate)?;
    let expiry = chain.first().context("the certificate").and_then(expiry)?;
    Ok(Shown { config, expiry })
}

/// The expiry of a certificate, which must be valid now. Only the first certificate is checked: some chains include
/// expired roots that clients do not need.
fn expiry(certificate: &CertificateDer<'_>) -> anyhow::Result<ASN1Time> {
    let (_, read) =
        parse_x509_certificate(certificate).map_err(|error| anyhow!("the certificate: {error}"))?;
    let (validity, now) = (read.validity(), ASN1Time::now());
    ensure!(validity.not_before <= now, "the certificate is not valid before {}", validity.not_before);
    ensure!(validity.not_after >= now, "the certificate has expired at {}", validity.not_after);
    Ok(validity.not_after)
}

/// The configuration for rustls. Also checks that the key belongs to the certificate.
fn config(contents: &Contents) -> anyhow::Result<ServerConfig> {
    let chain = certificates(&contents.certificate).context("the certificate")?;
    let key = PrivateKeyDer::from_pem_slice(&contents.key).map_err(|error| anyhow!("the key: {error}"))?;
    let provider = Arc::new(ring::default_provider());
    let builder =
        ServerConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    let builder = match &contents.client_authority {
        None => builder.with_no_client_auth(),
        Some(authority) => {
            let mut roots = RootCertStore::empty();
            for root in certificates(authority).context("the authority of clients")? {
                roots.add(root).context("the authority of clients")?;
            }
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            builder.with_client_cert_verifier(verifier.context("the authority of clients")?)
        }
    };
    let mut config = builder.with_single_cert(chain, key).context("the certificate and its key")?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn certificates(pem: &[u8]) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let read = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    let all = read.map_err(|error| anyhow!("is not PEM: {error}"))?;
    ensure!(!all.is_empty(), "holds no certificate");
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_logged_once_and_not_the_first_time() {
        let mut faults = Faults::default();
        let heard = ["a", "a", "a", "b", "b", "a", "a"].map(|fault| faults.is_news(fault));
        assert_eq!(heard, [false, true, false, false, true, false, true]);
    }
}
