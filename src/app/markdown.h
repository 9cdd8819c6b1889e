/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The little Markdown that help texts use (paragraphs, lists, headings, emphasis, code) as Pango markup.
 * Whatever else is in it is shown as it stands. New string. */
char *mill_markdown_to_markup (const char *text);

G_END_DECLS
