//! Drawings as pictures of the Word file: the SVG of the page in the colours of print, drawn with fonts of our own, so
//! that the bytes do not depend on the machine. A letter that the fonts lack is a box; its words stand beside the
//! picture as the text for readers who do not see it, and in the document.

use std::sync::{Arc, LazyLock};

use docx_rs::{Paragraph, ParagraphChild, Pic, Run};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::html::{Figure, WIDTH};

/// Noto Sans CJK JP, cut to Latin, Greek, Cyrillic, signs, kana and the kanji of JIS X 0208, first level.
const REGULAR: &[u8] = include_bytes!("../../fonts/NotoSansCJKjp-subset-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../fonts/NotoSansCJKjp-subset-Bold.otf");
const FAMILY: &str = "Noto Sans CJK JP";

/// Pixels to a unit of the drawing: 240 to an inch where the picture is as wide as the text.
const SCALE: i64 = 2;
/// A drawing higher than this would not stand on a page.
const HIGHEST: i64 = 2_400;
/// English metric units: width of the text, and the height that a page has room for.
const TEXT_WIDTH: i64 = 6_120_000;
const PAGE_HEIGHT: i64 = 8_600_000;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    fonts.set_monospace_family(FAMILY);
    Arc::new(fonts)
});

/// A paragraph that holds the picture of a figure. Nothing where it cannot be drawn.
pub(super) fn paragraph(figure: &Figure, number: usize, empty: Paragraph) -> Option<Paragraph> {
    let png = png(figure)?;
    let (mut width, mut height) = (TEXT_WIDTH, TEXT_WIDTH * figure.height / WIDTH);
    if height > PAGE_HEIGHT {
        (width, height) = (width * PAGE_HEIGHT / height, PAGE_HEIGHT);
    }
    let size = |emu: i64| u32::try_from(emu).unwrap_or_default();
    let picture = Pic::new_with_dimensions(png, size(WIDTH * SCALE), size(figure.height * SCALE))
        .id(format!("rIdImage{number:03}"))
        .size(size(width), size(height));
    let mut paragraph = empty;
    paragraph.children.push(ParagraphChild::Run(Box::new(Run::new().add_image(picture))));
    Some(paragraph)
}

fn png(figure: &Figure) -> Option<Vec<u8>> {
    if figure.height > HIGHEST {
        return None;
    }
    let options = Options { font_family: FAMILY.to_owned(), fontdb: Arc::clone(&FONTS), ..Options::default() };
    let tree = Tree::from_str(&figure.standalone(FAMILY), &options).ok()?;
    let mut pixels = Pixmap::new(u32::try_from(WIDTH * SCALE).ok()?, u32::try_from(figure.height * SCALE).ok()?)?;
    let scale = Transform::from_scale(SCALE as f32, SCALE as f32);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels.encode_png().ok()
}

/// The words of the pictures, for which the crate has no place: each has its own number and text.
pub(super) fn described(document: &str, labels: &[String]) -> String {
    const UNNAMED: &str = "<wp:docPr id=\"1\" name=\"Figure\" />";
    let mut out = String::with_capacity(document.len());
    for (n, part) in document.split(UNNAMED).enumerate() {
        if n > 0 {
            let label = labels.get(n - 1).map_or("", String::as_str);
            out.push_str(&format!(
                "<wp:docPr id=\"{n}\" name=\"Figure {n}\" descr=\"{}\" />",
                crate::html::escape(label)
            ));
        }
        out.push_str(part);
    }
    out
}
