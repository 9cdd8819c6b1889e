/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/markdown.h"

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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/markdown/spans", test_spans);
  g_test_add_func ("/app/markdown/blocks", test_blocks);

  return g_test_run ();
}
