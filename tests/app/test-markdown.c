/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/markdown.h"

#include <string.h>

#include <pango/pango.h>

static void
check (const char *text,
       const char *expected)
{
  g_autofree char *markup = mill_markdown_to_markup (text);

  g_assert_cmpstr (markup, ==, expected);
}

static void
test_spans (void)
{
  check ("a **b** `c < d` *e*", "a <b>b</b> <tt>c &lt; d</tt> <i>e</i>");
  check ("2 * 3 * 4", "2 * 3 * 4");
  check ("an open `code", "an open `code");
  check ("", "");
}

static void
test_blocks (void)
{
  check ("one\ntwo\n\nthree", "one two\n\nthree");
  check ("- a\n- b", "• a\n• b");
  check ("## Title\n\ntext", "<b>Title</b>\n\ntext");
}

static void
test_lists (void)
{
  check ("1. a\n2. b\n   - c\n   - d\n3. e", "1. a\n2. b\n    • c\n    • d\n3. e");
  check ("text\n\n- a\n\n  more\n\n- b\n\nend", "text\n\n• a\nmore\n• b\n\nend");
}

/* What is written may come from anybody: nothing in it may be clicked or loaded. */
static void
test_links_are_text (void)
{
  check ("see [the *manual*](https://example.org/x)", "see the <i>manual</i>");
  check ("![a picture](file:///etc/passwd)", "a picture");
  check ("<https://example.org>", "https://example.org");
  check ("<a href='x'>y</a> <b>z", "&lt;a href=&apos;x&apos;&gt;y&lt;/a&gt; &lt;b&gt;z");
  check ("a &amp; b &nbsp; c & d", "a &amp; b &amp;nbsp; c &amp; d");
}

static void
test_code (void)
{
  check ("```sql\nselect *\n  from a < b\n```\nend", "<tt>select *\n  from a &lt; b</tt>\n\nend");
}

static void
assert_valid (const char *text)
{
  g_autofree char *markup = mill_markdown_to_markup (text);
  g_autofree char *shown = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (pango_parse_markup (markup, -1, 0, NULL, &shown, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
}

static void
assert_repeated_is_valid (const char *piece,
                          guint       times)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (text, piece);
  g_string_append (text, "x");
  assert_valid (text->str);
}

static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "> ", "- ", "1. ", "*", "**", "_a", "`", "~~", "[", "![", "](", "<", "&", "&#0;", "#", "```\n",
    "\n\n- a\n  ", "*a **b `c ~~d ", "\x01\x02\x7f", "\xff\xfe", "\xe2\x82",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint times = 1; times <= 10000; times *= 10)
      assert_repeated_is_valid (pieces[i], times);
}

static void
test_random (void)
{
  static const char alphabet[] = "*_`~[]()<>!&#-+.1 \n\t\\|=\"'a\xc3\xa6";

  for (guint i = 0; i < 5000; i++)
    {
      char text[200];
      guint length = g_test_rand_int_range (0, sizeof text);

      for (guint j = 0; j < length; j++)
        text[j] = alphabet[g_test_rand_int_range (0, strlen (alphabet))];
      text[length] = '\0';
      assert_valid (text);
    }
}

/* A label of megabytes would stop the window. */
static void
test_huge (void)
{
  g_autofree char *text = g_strnfill (64 * 1024 * 1024, 'a');
  g_autofree char *markup = mill_markdown_to_markup (text);

  g_assert_cmpuint (strlen (markup), <=, 256 * 1024);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/markdown/spans", test_spans);
  g_test_add_func ("/app/markdown/blocks", test_blocks);
  g_test_add_func ("/app/markdown/lists", test_lists);
  g_test_add_func ("/app/markdown/links-are-text", test_links_are_text);
  g_test_add_func ("/app/markdown/code", test_code);
  g_test_add_func ("/app/markdown/hostile", test_hostile);
  g_test_add_func ("/app/markdown/random", test_random);
  g_test_add_func ("/app/markdown/huge", test_huge);

  return g_test_run ();
}
