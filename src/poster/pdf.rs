//! The sheet as PDF.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, LazyLock},
};

use anyhow::{Result, anyhow};
use lopdf::{Dictionary, Document, Object, ObjectId};
use svg2pdf::{ConversionOptions, PageOptions, to_pdf, usvg};

static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
    fonts.load_font_data(notosans::BOLD_TTF.to_vec());
    Arc::new(fonts)
});

/// Turns a sheet into PDF, with its words as text in the font of the sheet. The same sheet always gives the same bytes.
///
/// # Errors
///
/// A sheet that is no SVG, or that the libraries cannot write.
pub fn pdf(svg: &str) -> Result<Vec<u8>> {
    let options = usvg::Options { fontdb: FONTS.clone(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options)?;
    // The sheet measures in tenths of a millimetre: 254 to the inch.
    let pdf = to_pdf(&tree, ConversionOptions::default(), PageOptions { dpi: 254.0 });
    in_order(&pdf.map_err(|error| anyhow!("failed to write the PDF: {error}"))?)
}

/// Puts the parts of a PDF into the order in which they are reached from its beginning. `svg2pdf` writes them in the order of a
/// hash map, which is another one each time.
fn in_order(pdf: &[u8]) -> Result<Vec<u8>> {
    let mut document = Document::load_mem(pdf)?;
    let mut parts = std::mem::take(&mut document.objects);
    parts.values_mut().for_each(sort);
    sort_entries(&mut document.trailer);
    document.objects = parts;
    let reached = document.traverse_objects(|_| ());
    let numbers: HashMap<ObjectId, ObjectId> = reached.into_iter().zip((1..).map(|number| (number, 0))).collect();
    document.trailer.iter_mut().for_each(|(_, value)| renumber(value, &numbers));
    let parts = std::mem::take(&mut document.objects).into_iter();
    document.objects = parts
        .filter_map(|(id, mut part)| {
            renumber(&mut part, &numbers);
            Some((*numbers.get(&id)?, part))
        })
        .collect();
    document.max_id = u32::try_from(document.objects.len())?;
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

fn sort(object: &mut Object) {
    match object {
        Object::Array(array) => array.iter_mut().for_each(sort),
        Object::Dictionary(dictionary) => sort_entries(dictionary),
        Object::Stream(stream) => sort_entries(&mut stream.dict),
        _ => {}
    }
}

fn sort_entries(dictionary: &mut Dictionary) {
    dictionary.iter_mut().for_each(|(_, value)| sort(value));
    let sorted: BTreeMap<Vec<u8>, Object> = dictionary.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
    *dictionary = sorted.into_iter().collect();
}

fn renumber(object: &mut Object, numbers: &HashMap<ObjectId, ObjectId>) {
    let all = |dictionary: &mut Dictionary| dictionary.iter_mut().for_each(|(_, value)| renumber(value, numbers));
    match object {
        Object::Reference(id) => *id = numbers.get(id).copied().unwrap_or(*id),
        Object::Array(array) => array.iter_mut().for_each(|value| renumber(value, numbers)),
        Object::Dictionary(dictionary) => all(dictionary),
        Object::Stream(stream) => all(&mut stream.dict),
        _ => {}
    }
}
