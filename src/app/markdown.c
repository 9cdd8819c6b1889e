/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/markdown.h"

#include <string.h>

#include <md4c.h>

/* What md4c reports of a text, written as Pango markup. Only the spans below become tags, and what is
 * deeper than this stays text, so that no text makes markup that Pango cannot hold. */
#define MAX_SPANS 16
#define MAX_LISTS 8

/* Help and notes are a page or two; more would only make the label slow. */
#define MAX_LENGTH (256 * 1024)

typedef struct
{
  gboolean ordered;
  guint    number;
} List;

typedef struct
{
  GString *out;
  guint    n_spans;
  List     lists[MAX_LISTS];
  guint    n_lists;
  gboolean item_begun;   /* its mark is there, its text is not */
} Writer;

/* At least @n line ends before what comes next, but none at the very beginning. */
static void
break_lines (Writer *self,
             guint   n)
{
  gsize length = self->out->len;

  if (length == 0)
    return;
  while (n > 0 && length > 0 && self->out->str[length - 1] == '\n')
    {
      length--;
      n--;
    }
  while (n-- > 0)
    g_string_append_c (self->out, '\n');
}

/* Blocks stand a blank line apart, but not the parts of a list; the first of an item follows its mark. */
static void
separate (Writer *self)
{
  if (!self->item_begun)
    break_lines (self, self->n_lists > 0 ? 1 : 2);
  self->item_begun = FALSE;
}

static void
begin_list (Writer   *self,
            gboolean  ordered,
            guint     number)
{
  if (self->n_lists == 0)
    break_lines (self, 2);
  if (self->n_lists < MAX_LISTS)
    self->lists[self->n_lists] = (List) { ordered, number };
  self->n_lists++;
}

static void
begin_item (Writer *self)
{
  guint depth = MIN (self->n_lists, MAX_LISTS);
  List *list = &self->lists[depth - 1];

  break_lines (self, 1);
  for (guint i = 1; i < depth; i++)
    g_string_append (self->out, "    ");
  if (list->ordered)
    g_string_append_printf (self->out, "%u. ", list->number++);
  else
    g_string_append (self->out, "• ");
  self->item_begun = TRUE;
}

static int
enter_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *data)
{
  Writer *self = data;

  switch (type)
    {
    case MD_BLOCK_UL:
      begin_list (self, FALSE, 0);
      break;
    case MD_BLOCK_OL:
      begin_list (self, TRUE, ((MD_BLOCK_OL_DETAIL *) detail)->start);
      break;
    case MD_BLOCK_LI:
      begin_item (self);
      break;
    case MD_BLOCK_H:
      separate (self);
      g_string_append (self->out, "<b>");
      break;
    case MD_BLOCK_CODE:
      separate (self);
      g_string_append (self->out, "<tt>");
      break;
    case MD_BLOCK_HR:
      separate (self);
      g_string_append (self->out, "———");
      break;
    case MD_BLOCK_P:
      separate (self);
      break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_HTML:
    case MD_BLOCK_TABLE:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
    default:
      break;
    }

  return 0;
}

static int
leave_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *data)
{
  Writer *self = data;

  if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
    self->n_lists--;
  if (type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_LI)
    self->item_begun = FALSE;
  else if (type == MD_BLOCK_H)
    g_string_append (self->out, "</b>");
  else if (type == MD_BLOCK_CODE)
    {
      if (self->out->str[self->out->len - 1] == '\n')
        g_string_truncate (self->out, self->out->len - 1);
      g_string_append (self->out, "</tt>");
    }

  return 0;
}

/* NULL for what is only its text: links and pictures lead nowhere. */
static const char *
get_tag (MD_SPANTYPE type)
{
  switch (type)
    {
    case MD_SPAN_EM:
      return "i";
    case MD_SPAN_STRONG:
      return "b";
    case MD_SPAN_CODE:
      return "tt";
    case MD_SPAN_DEL:
      return "s";
    case MD_SPAN_A:
    case MD_SPAN_IMG:
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U:
    default:
      return NULL;
    }
}

static int
enter_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *data)
{
  Writer *self = data;
  const char *tag = get_tag (type);

  if (tag != NULL && self->n_spans++ < MAX_SPANS)
    g_string_append_printf (self->out, "<%s>", tag);

  return 0;
}

static int
leave_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *data)
{
  Writer *self = data;
  const char *tag = get_tag (type);

  if (tag != NULL && --self->n_spans < MAX_SPANS)
    g_string_append_printf (self->out, "</%s>", tag);

  return 0;
}

/* Those that Pango knows too; other names stay as they were written. */
static gboolean
is_plain_entity (const char *text,
                 gsize       length)
{
  static const char *const entities[] = { "&amp;", "&lt;", "&gt;", "&quot;" };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (length == strlen (entities[i]) && strncmp (text, entities[i], length) == 0)
      return TRUE;

  return FALSE;
}

static int
text_cb (MD_TEXTTYPE    type,
         const MD_CHAR *text,
         MD_SIZE        length,
         void          *data)
{
  Writer *self = data;
  g_autofree char *escaped = NULL;

  switch (type)
    {
    case MD_TEXT_SOFTBR:
      g_string_append_c (self->out, ' ');
      break;
    case MD_TEXT_BR:
      g_string_append_c (self->out, '\n');
      break;
    case MD_TEXT_NULLCHAR:
      g_string_append (self->out, "\uFFFD");
      break;
    case MD_TEXT_ENTITY:
      if (is_plain_entity (text, length))
        {
          g_string_append_len (self->out, text, length);
          break;
        }
      G_GNUC_FALLTHROUGH;
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
    default:
      escaped = g_markup_escape_text (text, length);
      g_string_append (self->out, escaped);
      break;
    }

  return 0;
}

char *
mill_markdown_to_markup (const char *text)
{
  static const MD_PARSER parser = {
    .flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_STRIKETHROUGH |
             MD_FLAG_PERMISSIVEATXHEADERS,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };
  g_autofree char *valid = g_utf8_make_valid (text, strnlen (text, MAX_LENGTH));
  Writer self = { .out = g_string_new (NULL) };

  if (md_parse (valid, strlen (valid), &parser, &self) != 0)
    {
      g_string_free (self.out, TRUE);
      return g_markup_escape_text (valid, -1);
    }

  return g_string_free (self.out, FALSE);
}
