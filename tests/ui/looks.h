/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/canvas/canvas-private.h"
#include "app/window.h"

/* What the pictures of tests/ui/looks.c show. */

typedef struct
{
  const char       *name;
  gboolean          dark;
  gboolean          contrast;
  GtkTextDirection  direction;
} Look;

typedef struct
{
  const Look  *look;
  const char  *folder;
  GFile       *file;
  GtkWindow   *window;
  MillCanvas  *canvas;
  MillSession *session;
  const char  *shot;
  gboolean     measure;   /* also says what stands out too little */
} Looks;

typedef struct
{
  const char *name;
  void      (*show) (Looks *self);
  double      zoom;    /* of the canvas; 0: all is shown, and 1 where there is no pipeline */
  int         width;
  int         height;
  double      text;    /* how large writing is */
  gboolean    empty;   /* without a pipeline */
} Shot;

/* looks.c: hands and eyes */
void       looks_wait         (guint       milliseconds);
/* The first widget of a type that is seen below @widget, or NULL. */
GtkWidget *looks_find         (GtkWidget  *widget,
                               GType       type);
/* Likewise by the type's name, in the window, where it has to be. */
GtkWidget *looks_find_by_type (Looks      *self,
                               const char *type);
void       looks_act          (Looks      *self,
                               const char *action);

/* looks-states.c */
extern const Shot  looks_shots[];
extern const guint looks_n_shots;
/* What a run does not hold still for, after one. */
void       looks_pretend_all  (Looks      *self);
/* What is made of the pipeline after its run. */
void       looks_edit         (Looks      *self);
