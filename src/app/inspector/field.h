/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

#include "app/session.h"
#include "pipeline/param.h"

G_BEGIN_DECLS

/* The editor of one parameter: a few rows for a boxed list, or a group of its own. It shows a JSON value
 * and hands on what the user makes of it; it never changes the document itself.
 *
 * signal "edited" (JsonNode *value): the user entered another value.
 * signal "promote" (): the setting is to become a parameter of the pipeline or component. */
#define MILL_TYPE_FIELD (mill_field_get_type ())
G_DECLARE_DERIVABLE_TYPE (MillField, mill_field, MILL, FIELD, GObject)

struct _MillFieldClass
{
  GObjectClass   parent_class;

  /* Makes the rows: called once, when param and session are known. */
  void         (*build)        (MillField        *self);
  /* Shows @value, without telling anybody. */
  void         (*show)         (MillField        *self,
                                JsonNode         *value);
  /* Other columns come in; NULL: not known. */
  void         (*set_columns)  (MillField        *self,
                                const MillSchema *columns);
  void         (*focus)        (MillField        *self);
};

/* The editor that fits @param. */
MillField        *mill_field_new             (const MillParam  *param,
                                              MillSession      *session);
const MillParam  *mill_field_get_param       (MillField        *self);
MillSession      *mill_field_get_session     (MillField        *self);
/* Does it bring a group of its own (mill_field_get_group()), or rows? */
gboolean          mill_field_is_group        (MillField        *self);
GtkWidget        *mill_field_get_group       (MillField        *self);
/* Adds the rows to a boxed list. */
void              mill_field_add_to          (MillField        *self,
                                              GtkListBox       *list);
void              mill_field_add_to_expander (MillField        *self,
                                              AdwExpanderRow   *expander);
void              mill_field_set_value       (MillField        *self,
                                              JsonNode         *value);
/* As last shown or edited; may be NULL. Borrowed. */
JsonNode         *mill_field_get_value       (MillField        *self);
void              mill_field_set_columns     (MillField        *self,
                                              const MillSchema *columns);
const MillSchema *mill_field_get_columns     (MillField        *self);
void              mill_field_set_visible     (MillField        *self,
                                              gboolean          visible);
/* What is wrong with the value; NULL: nothing. */
void              mill_field_set_problem     (MillField        *self,
                                              MillSeverity      severity,
                                              const char       *message);
void              mill_field_focus           (MillField        *self);

/* For the kinds of editors. */
const char       *mill_field_get_label       (MillField        *self);
/* The title of the row: the label, with the unit. New string. */
char             *mill_field_dup_title       (MillField        *self);
/* Takes part in being shown and hidden. The first is what has an accessible problem. */
void              mill_field_add_row         (MillField        *self,
                                              GtkWidget        *row);
/* Of rows that stand for the same value in different ways only one is shown. */
void              mill_field_show_row        (MillField        *self,
                                              GtkWidget        *row,
                                              gboolean          shown);
/* The button by which a setting that refers to a parameter gets a value of its own again: @edit_cb is called
 * with the field and has it edited, then that is shown. */
GtkWidget        *mill_field_make_own_value  (MillField        *self,
                                              const char       *tooltip,
                                              GCallback         edit_cb);
/* A row, hidden at first, for the "${name}" of a setting whose own row has no place for it, with that button.
 * Borrowed. */
GtkWidget        *mill_field_add_reference   (MillField        *self,
                                              GCallback         edit_cb);
/* Shows that row in the place of @row where @value is such a text. Is it one? */
gboolean          mill_field_show_reference  (MillField        *self,
                                              GtkWidget        *reference,
                                              GtkWidget        *row,
                                              JsonNode         *value);
void              mill_field_take_group      (MillField        *self,
                                              GtkWidget        *group);
/* The button with the help of the parameter and a way back to the default. */
GtkWidget        *mill_field_make_help       (MillField        *self);
/* Takes @value: the user entered it. */
void              mill_field_edited          (MillField        *self,
                                              JsonNode         *value);

/* Values as the editors need them. */
const char       *mill_value_get_string      (JsonNode         *value);
JsonNode         *mill_value_new_string      (const char       *text);

G_END_DECLS
