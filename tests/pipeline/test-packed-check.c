/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/packed-check.h"

#include <gio/gio.h>
#include <string.h>
#include <zstd.h>

#include "pipeline/diagnostic.h"

/* A way to pack, by the @name of a file of it. What is in its first @head bytes is summed up by nothing. */
typedef struct
{
  const char *name;
  guint       head;
} Packing;

static const Packing gzip = { "a.csv.gz", 10 };
static const Packing zstandard = { "a.csv.zst", 0 };

static GByteArray *
pack (const Packing *packing,
      const char    *text)
{
  if (packing == &gzip)
    {
      g_autoptr (GBytes) plain = g_bytes_new (text, strlen (text));
      g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));

      return g_bytes_unref_to_array (g_converter_convert_bytes (compressor, plain, NULL));
    }
  else
    {
      GByteArray *packed = g_byte_array_new ();
      ZSTD_CCtx *context = ZSTD_createCCtx ();

      ZSTD_CCtx_setParameter (context, ZSTD_c_checksumFlag, 1);
      g_byte_array_set_size (packed, ZSTD_compressBound (strlen (text)));
      g_byte_array_set_size (packed, ZSTD_compress2 (context, packed->data, packed->len, text, strlen (text)));
      ZSTD_freeCCtx (context);

      return packed;
    }
}

static char *
make_numbers (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (text, "%u,%u\n", i, i * 7919 % 1000);

  return g_string_free (text, FALSE);
}

static GByteArray *
pack_numbers (const Packing *packing)
{
  g_autofree char *text = make_numbers ();

  return pack (packing, text);
}

/* Is @packed what @text was packed to, or what gives the same? */
static gboolean
gives (const Packing    *packing,
       const GByteArray *packed,
       const char       *text)
{
  g_autoptr (GBytes) expected = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) found = NULL;

  if (packing == &gzip)
    {
      g_autoptr (GConverter) decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
      g_autoptr (GBytes) bytes = g_bytes_new_static (packed->data, packed->len);

      found = g_converter_convert_bytes (decompressor, bytes, NULL);
    }
  else
    {
      char *unpacked = g_malloc (2 * strlen (text));

      found = g_bytes_new_take (unpacked, ZSTD_decompress (unpacked, 2 * strlen (text), packed->data, packed->len));
    }

  return g_bytes_equal (found, expected);
}

/* Looks at the bytes in pieces of @size. */
static gboolean
check (const Packing     *packing,
       const GByteArray  *bytes,
       gsize              size,
       GError           **error)
{
  g_autoptr (MillPackedCheck) self = mill_packed_check_new (packing->name, "path");

  for (gsize at = 0; at < bytes->len; at += size)
    if (!mill_packed_check_add (self, bytes->data + at, MIN (size, bytes->len - at), error))
      return FALSE;

  return mill_packed_check_end (self, error);
}

static void
assert_whole (const Packing    *packing,
              const GByteArray *bytes)
{
  static const gsize sizes[] = { 1, 2, 7, 100, G_MAXINT };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (check (packing, bytes, sizes[i], &error));
      g_assert_no_error (error);
    }
}

static void
test_whole (gconstpointer packing)
{
  g_autoptr (GByteArray) none = pack (packing, "");
  g_autoptr (GByteArray) some = pack_numbers (packing);
  g_autoptr (GByteArray) several = g_byte_array_new ();

  assert_whole (packing, none);
  assert_whole (packing, some);
  g_byte_array_append (several, some->data, some->len);
  g_byte_array_append (several, none->data, none->len);
  g_byte_array_append (several, some->data, some->len);
  assert_whole (packing, several);
}

/* As tape drives and some servers leave it. */
static void
test_followed (void)
{
  g_autoptr (GByteArray) words = pack_numbers (&gzip);
  g_autoptr (GByteArray) zeros = pack_numbers (&gzip);
  const guint8 none[512] = { 0 };

  g_byte_array_append (words, (const guint8 *) "and more", 8);
  assert_whole (&gzip, words);
  g_byte_array_append (zeros, none, sizeof none);
  assert_whole (&gzip, zeros);
}

static void
assert_told (const Packing *packing,
             const GError  *error,
             const char    *what)
{
  g_autoptr (MillDiagnostic) problem = mill_error_dup_diagnostic (error, NULL);
  g_autofree char *message = g_strdup_printf ("“%s” is %s", packing->name, what);

  g_assert_cmpstr (problem->param, ==, "path");
  g_assert_cmpstr (problem->hint, ==, "Copy or download it again");
  g_assert_true (g_str_has_prefix (problem->message, message));
}

/* A bit of every byte. Those few that are not found mean nothing. */
static void
test_damaged (gconstpointer data)
{
  const Packing *packing = data;
  g_autofree char *text = make_numbers ();
  g_autoptr (GByteArray) bytes = pack (packing, text);
  guint n_found = 0;

  for (guint i = packing->head; i < bytes->len; i++)
    {
      g_autoptr (GError) error = NULL;

      bytes->data[i] ^= 1 << i % 8;
      if (check (packing, bytes, 64, &error))
        {
          g_assert_true (gives (packing, bytes, text));
        }
      else
        {
          assert_told (packing, error, "");
          n_found++;
        }
      bytes->data[i] ^= 1 << i % 8;
    }
  g_assert_cmpuint (n_found, >, bytes->len - packing->head - 10);
}

static void
test_cut_off (gconstpointer packing)
{
  g_autoptr (GByteArray) bytes = pack_numbers (packing);

  while (bytes->len > 0)
    {
      g_autoptr (GError) error = NULL;

      g_byte_array_set_size (bytes, bytes->len - 1);
      g_assert_false (check (packing, bytes, 64, &error));
      assert_told (packing, error, "cut off: the end of what was packed is missing");
    }
}

static void
test_something_else (gconstpointer packing)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_byte_array_append (bytes, (const guint8 *) "a,b\n1,2\n", 8);
  g_assert_false (check (packing, bytes, 64, &error));
  assert_told (packing, error, "damaged: what it holds is not what was packed");
  g_assert_null (mill_packed_check_new ("a.csv", "path"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) \
  g_test_add_data_func ("/packed-check/gzip/" path, &gzip, func); \
  g_test_add_data_func ("/packed-check/zstandard/" path, &zstandard, func)
  ADD ("whole", test_whole);
  ADD ("damaged", test_damaged);
  ADD ("cut-off", test_cut_off);
  ADD ("something-else", test_something_else);
  g_test_add_func ("/packed-check/gzip/followed", test_followed);

  return g_test_run ();
}
