//! TLS and mutual TLS, whose files may be replaced while the server runs.
//!
//! Whoever renews certificates replaces files, or the symlink of the folder they lie in; neither can
//! be watched for in the same way everywhere, so the files are read again every few seconds. New
//! connections get what was read last and is good; those that are open keep what they have. A bad
//! certificate is reported and the one before it stays.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context, ensure};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tracing::{debug, error, info};
use webpki::EndEntityCert;

use super::settings::Settings;
use super::sockets::Wire;

/// What a server shows and whom it lets in.
#[derive(Debug)]
pub(super) struct Tls {
    files: Files,
    /// Names of clients that may call; none is all whom the authority has signed.
    clients: Option<Vec<String>>,
    reload: Duration,
    current: RwLock<Arc<ServerConfig>>,
}

/// Where things lie.
#[derive(Clone, Debug)]
struct Files {
    certificate: PathBuf,
    key: PathBuf,
    client_authority: Option<PathBuf>,
}

/// What they held when they were read together. Not to be printed: one is a key.
#[derive(PartialEq, Eq)]
struct Contents {
    certificate: Vec<u8>,
    key: Vec<u8>,
    client_authority: Option<Vec<u8>>,
}

impl Tls {
    /// As the settings want it, with what keeps it fresh; none when they want none.
    ///
    /// # Errors
    /// When a file cannot be read or does not hold what it should; says which.
    pub(super) fn load(settings: &Settings) -> anyhow::Result<Option<(Arc<Self>, Renewal)>> {
        let (Some(certificate), Some(key)) = (&settings.tls_cert, &settings.tls_key) else { return Ok(None) };
        let client_authority = settings.tls_client_ca.clone();
        let files = Files { certificate: certificate.clone(), key: key.clone(), client_authority };
        let known = files.read()?;
        let current = RwLock::new(Arc::new(config(&known)?));
        let clients = settings.tls_clients.clone();
        let tls = Arc::new(Self { files, clients, reload: settings.tls_reload, current });
        Ok(Some((Arc::clone(&tls), Renewal { tls, known })))
    }

    /// The stream inside a connection; none when the client cannot show what it must.
    pub(super) async fn accept(&self, stream: Box<dyn Wire>) -> Option<Box<dyn Wire>> {
        let config = Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner));
        match TlsAcceptor::from(config).accept(stream).await {
            Ok(stream) if self.admits(&stream) => Some(Box::new(stream)),
            Ok(_) => {
                info!("refused a client whose certificate has none of the names that may call");
                None
            }
            Err(error) => {
                debug!(%error, "a TLS handshake failed");
                None
            }
        }
    }

    /// Whether the client has one of the names that may call, as a DNS name or a URI (SPIFFE) of
    /// its certificate. That the authority has signed it was seen in the handshake.
    fn admits(&self, stream: &TlsStream<Box<dyn Wire>>) -> bool {
        let Some(clients) = &self.clients else { return true };
        let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
        let Some(Ok(shown)) = shown.map(EndEntityCert::try_from) else { return false };
        let mut names = shown.valid_uri_names().chain(shown.valid_dns_names());
        names.any(|name| clients.iter().any(|it| it == name))
    }
}

/// What keeps the files fresh.
pub(super) struct Renewal {
    tls: Arc<Tls>,
    /// What holds now.
    known: Contents,
}

impl Renewal {
    /// Looks for new files, for ever.
    pub(super) async fn run(mut self) {
        let mut failures = 0;
        loop {
            sleep(self.tls.reload).await;
            let tls = Arc::clone(&self.tls);
            let Ok(read) = spawn_blocking(move || tls.files.read()).await else { continue };
            match read.and_then(|contents| self.renew(contents)) {
                Ok(()) => failures = 0,
                Err(error) => {
                    failures += 1;
                    // The first time they may have been read while they were replaced.
                    if failures == 2 {
                        error!(
                            error = format!("{error:#}"),
                            "cannot use the new certificates; the ones before stay"
                        );
                    }
                }
            }
        }
    }

    /// Makes the contents hold, where they are new.
    fn renew(&mut self, contents: Contents) -> anyhow::Result<()> {
        if contents == self.known {
            return Ok(());
        }
        let config = Arc::new(config(&contents)?);
        *self.tls.current.write().unwrap_or_else(PoisonError::into_inner) = config;
        self.known = contents;
        info!("new certificates hold for new connections");
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

/// What rustls wants. That the key belongs to the certificate is checked here, too.
fn config(contents: &Contents) -> anyhow::Result<ServerConfig> {
    let chain = certificates(&contents.certificate).context("the certificate")?;
    let key =
        PrivateKeyDer::from_pem_slice(&contents.key).map_err(|error| anyhow::anyhow!("the key: {error}"))?;
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
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(config)
}

fn certificates(pem: &[u8]) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let read = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    let all = read.map_err(|error| anyhow::anyhow!("is no PEM: {error}"))?;
    ensure!(!all.is_empty(), "holds no certificate");
    Ok(all)
}
