/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/annotation.h"

#include "pipeline/annotation-private.h"
#include "pipeline/json-private.h"

struct _MillAnnotation
{
  gatomicrefcount     ref_count;
  MillAnnotationKind  kind;
  char               *id;
  char               *text;
  char               *color;
  double              x;
  double              y;
  double              width;
  double              height;
  JsonObject         *extra;
};

static const char *const colors[] = {
  "blue", "green", "yellow", "orange", "red", "purple", "brown", "slate", NULL
};

G_DEFINE_BOXED_TYPE (MillAnnotation, mill_annotation, mill_annotation_ref, mill_annotation_unref)

gboolean
mill_annotation_is_color (const char *color)
{
  return g_strv_contains (colors, color);
}

MillAnnotation *
mill_annotation_new (MillAnnotationKind  kind,
                     const char         *id,
                     const char         *text,
                     const char         *color,
                     double              x,
                     double              y,
                     double              width,
                     double              height)
{
  MillAnnotation *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (color == NULL || mill_annotation_is_color (color), NULL);

  self = g_new0 (MillAnnotation, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->id = g_strdup (id);
  self->text = g_strdup (text != NULL ? text : "");
  self->color = g_strdup (color);
  self->x = x;
  self->y = y;
  self->width = width;
  self->height = height;

  return self;
}

MillAnnotation *
mill_annotation_ref (MillAnnotation *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
mill_annotation_unref (MillAnnotation *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->text);
  g_free (self->color);
  g_clear_pointer (&self->extra, json_object_unref);
  g_free (self);
}

MillAnnotationKind
mill_annotation_get_kind (const MillAnnotation *self)
{
  return self->kind;
}

const char *
mill_annotation_get_id (const MillAnnotation *self)
{
  return self->id;
}

const char *
mill_annotation_get_text (const MillAnnotation *self)
{
  return self->text;
}

const char *
mill_annotation_get_color (const MillAnnotation *self)
{
  return self->color;
}

void
mill_annotation_get_bounds (const MillAnnotation *self,
                            double               *x,
                            double               *y,
                            double               *width,
                            double               *height)
{
  if (x != NULL)
    *x = self->x;
  if (y != NULL)
    *y = self->y;
  if (width != NULL)
    *width = self->width;
  if (height != NULL)
    *height = self->height;
}

JsonObject *
mill_annotation_get_extra (const MillAnnotation *self)
{
  return self->extra;
}

MillAnnotation *
mill_annotation_with_extra (const MillAnnotation *self,
                            JsonObject           *extra)
{
  MillAnnotation *made;

  made = mill_annotation_new (self->kind, self->id, self->text, self->color,
                              self->x, self->y, self->width, self->height);
  made->extra = extra != NULL ? json_object_ref (extra) : NULL;
  /* An unknown colour gives way to one that was chosen since. */
  if (made->color != NULL && mill_json_get_member (extra, "color") != NULL)
    {
      json_object_unref (made->extra);
      made->extra = mill_json_with_member (extra, "color", NULL);
    }

  return made;
}

MillAnnotation *
mill_annotation_with_id (const MillAnnotation *self,
                         const char           *id,
                         double                dx,
                         double                dy)
{
  g_autoptr (MillAnnotation) moved = NULL;

  moved = mill_annotation_new (self->kind, id, self->text, self->color,
                               self->x + dx, self->y + dy, self->width, self->height);

  return mill_annotation_with_extra (moved, self->extra);
}

gboolean
mill_annotation_equal (const MillAnnotation *a,
                       const MillAnnotation *b)
{
  return a->kind == b->kind && g_str_equal (a->id, b->id) && g_str_equal (a->text, b->text) &&
         g_strcmp0 (a->color, b->color) == 0 && a->x == b->x && a->y == b->y &&
         a->width == b->width && a->height == b->height &&
         mill_json_objects_equal (a->extra, b->extra);
}
