//! My data: saved as a file, brought back, deleted, and undone.

use std::io::Write;

use routemaps::snapshot::VERSION;
use thirtyfour::{By, error::WebDriverResult};

use crate::{
    behaviours,
    family::Family,
    words::{WAIT, task, title},
};

behaviours![
    Plain: everything_can_be_saved_as_a_file_deleted_and_brought_back,
    Plain: deleting_can_be_undone,
    Plain: a_broken_file_is_refused_and_nothing_is_changed,
];

/// Lets the page's next file be seen by the test as well as by the browser.
const CATCH_FILE: &str = "const make = URL.createObjectURL; \
    URL.createObjectURL = (blob) => { blob.text().then((text) => { window.savedFile = text; }); return make.call(URL, blob); }";

async fn everything_can_be_saved_as_a_file_deleted_and_brought_back(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    family.checkbox(&task(WAIT, "check-arrived")).await?.click().await?;
    family.open("my-data/").await?;
    family.choose("Everything you entered").await?;
    family.sees(&format!("Done: {}", task(WAIT, "check-arrived"))).await?;
    family.driver().execute(CATCH_FILE, vec![]).await?;
    family.choose("Save everything as one file").await?;
    family.sees("The file is with your downloads.").await?;
    family.wait("a file", async || family.is("window.savedFile").await).await?;
    let file: String = family.driver().execute("return window.savedFile", vec![]).await?.convert()?;
    assert!(file.starts_with(&format!("routemaps-backup\t{VERSION}\n")), "{file}");

    family.choose("Delete all these routes").await?;
    family.sees("Nothing is kept on this device.").await?;
    assert_eq!(family.kept().await?, serde_json::json!({}));
    family.open("my-data/").await?;
    bring_back(family, file.as_bytes()).await?;
    family.sees("Brought back: 1. Here already: 0. Nothing was written over.").await?;
    bring_back(family, file.as_bytes()).await?;
    family.sees("Brought back: 0. Here already: 1. Nothing was written over.").await?;
    family.choose("Open").await?;
    family.wait_for_app().await?;
    family.sees_heading(title("six-week-wait")).await?;
    assert!(family.checkbox(&task(WAIT, "check-arrived")).await?.is_selected().await?);
    Ok(())
}

async fn deleting_can_be_undone(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    let before = family.kept().await?;
    family.open("my-data/").await?;
    family.choose("Delete: EHC needs assessment").await?;
    family.sees("Deleted. You can bring it back until you leave this page.").await?;
    assert_eq!(family.kept().await?, serde_json::json!({}));
    family.choose("Undo").await?;
    family.sees("It is back.").await?;
    assert_eq!(family.kept().await?, before);
    Ok(())
}

async fn a_broken_file_is_refused_and_nothing_is_changed(family: &Family) -> WebDriverResult<()> {
    family.go_to_the_wait().await?;
    let before = family.kept().await?;
    family.open("my-data/").await?;
    for broken in [&b"\x00\x01\xff not ours"[..], b"routemaps-backup\t1\nkept\t", b"[]", b""] {
        bring_back(family, broken).await?;
        family.sees("This file is not a copy made by this site, or it is damaged. Nothing on this device was changed.").await?;
    }
    bring_back(family, b"routemaps-backup\t9\nend\n").await?;
    family.sees("This file was made by a newer version of this site.").await?;
    assert_eq!(family.kept().await?, before);
    Ok(())
}

async fn bring_back(family: &Family, content: &[u8]) -> WebDriverResult<()> {
    let mut file = tempfile::Builder::new().suffix(".txt").tempfile().unwrap();
    file.write_all(content).unwrap();
    let field = family.driver().find(By::Css("input[type=file]")).await?;
    field.send_keys(file.path().to_str().unwrap()).await?;
    family.wait("the file was read", async || family.is("document.querySelector('input[type=file]').value === ''").await).await
}
