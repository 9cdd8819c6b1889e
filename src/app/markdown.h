/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Markdown as Pango markup, of which paragraphs, lists, headings, emphasis and code are kept. Links and
 * pictures are only their text: nothing is opened or loaded. Whatever else is in it is shown as it
 * stands. Any bytes will do; what comes out is always valid markup. New string. */
char *mill_markdown_to_markup (const char *text);

G_END_DECLS
