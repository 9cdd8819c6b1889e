/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/gzip-check.h"

#include <gio/gio.h>
#include <string.h>

#include "pipeline/diagnostic.h"

/* What comes before what is packed, of which nothing is summed up; and the sums after it. */
#define HEAD_SIZE 10
#define TAIL_SIZE 8

static GByteArray *
pack (const char *text)
{
  g_autoptr (GBytes) plain = g_bytes_new (text, strlen (text));
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GError) error = NULL;
  GBytes *packed = g_converter_convert_bytes (compressor, plain, &error);

  g_assert_no_error (error);

  return g_bytes_unref_to_array (packed);
}

static GByteArray *
pack_numbers (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (text, "%u,%u\n", i, i * 7919 % 1000);

  return pack (text->str);
}

/* Looks at the bytes in pieces of @size. */
static gboolean
check (const GByteArray  *bytes,
       gsize              size,
       GError           **error)
{
  g_autoptr (MillGzipCheck) self = mill_gzip_check_new ("a.csv.gz", "path");

  for (gsize at = 0; at < bytes->len; at += size)
    if (!mill_gzip_check_add (self, bytes->data + at, MIN (size, bytes->len - at), error))
      return FALSE;

  return mill_gzip_check_end (self, error);
}

static void
assert_whole (const GByteArray *bytes)
{
  static const gsize sizes[] = { 1, 2, 7, 100, G_MAXINT };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (check (bytes, sizes[i], &error));
      g_assert_no_error (error);
    }
}

static void
test_whole (void)
{
  g_autoptr (GByteArray) none = pack ("");
  g_autoptr (GByteArray) some = pack_numbers ();
  g_autoptr (GByteArray) zeros = pack ("");

  assert_whole (none);
  assert_whole (some);

  /* Several, one after the other, and something behind them. */
  g_byte_array_append (some, none->data, none->len);
  g_byte_array_append (some, some->data, some->len);
  assert_whole (some);
  g_byte_array_append (some, (const guint8 *) "and more", 8);
  assert_whole (some);
  g_byte_array_set_size (zeros, zeros->len + 512);
  memset (zeros->data + zeros->len - 512, 0, 512);
  assert_whole (zeros);
}

static GBytes *
unpack (const GByteArray *packed)
{
  g_autoptr (GConverter) decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GBytes) bytes = g_bytes_new_static (packed->data, packed->len);

  return g_converter_convert_bytes (decompressor, bytes, NULL);
}

/* A bit of every byte of what is packed and of its sums. Some of them mean nothing. */
static void
test_damaged (void)
{
  g_autoptr (GByteArray) bytes = pack_numbers ();
  g_autoptr (GBytes) plain = unpack (bytes);
  guint n_found = 0;

  for (guint i = HEAD_SIZE; i < bytes->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MillDiagnostic) problem = NULL;
      guint8 bit = 1 << i % 8;
      gboolean is_whole;

      bytes->data[i] ^= bit;
      is_whole = check (bytes, 64, &error);
      if (is_whole)
        {
          g_autoptr (GBytes) same = unpack (bytes);

          g_assert_true (g_bytes_equal (same, plain));
        }
      bytes->data[i] ^= bit;
      if (is_whole)
        continue;
      n_found++;
      problem = mill_error_dup_diagnostic (error, NULL);
      g_assert_cmpstr (problem->param, ==, "path");
      g_assert_cmpstr (problem->hint, ==, "Copy or download it again");
      g_assert_true (g_str_has_prefix (problem->message, "“a.csv.gz” is "));
      if (i >= bytes->len - TAIL_SIZE)
        g_assert_cmpstr (problem->message, ==, "“a.csv.gz” is damaged: what it holds is not what was packed");
    }
  g_assert_cmpuint (n_found, >, bytes->len - HEAD_SIZE - 10);
}

static void
test_cut_off (void)
{
  g_autoptr (GByteArray) bytes = pack_numbers ();

  while (bytes->len > 0)
    {
      g_autoptr (GError) error = NULL;

      g_byte_array_set_size (bytes, bytes->len - 1);
      g_assert_false (check (bytes, 64, &error));
      g_assert_cmpstr (error->message, ==, "“a.csv.gz” is cut off: the end of what was packed is missing");
    }
}

static void
test_something_else (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_byte_array_append (bytes, (const guint8 *) "a,b\n1,2\n", 8);
  g_assert_false (check (bytes, 64, &error));
  g_assert_cmpstr (error->message, ==, "“a.csv.gz” is damaged: what it holds is not what was packed");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gzip-check/whole", test_whole);
  g_test_add_func ("/gzip-check/damaged", test_damaged);
  g_test_add_func ("/gzip-check/cut-off", test_cut_off);
  g_test_add_func ("/gzip-check/something-else", test_something_else);

  return g_test_run ();
}
