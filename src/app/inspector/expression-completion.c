/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/expression-completion.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "app/look.h"
#include "engine/function-portability.h"

/* The ones people reach for; the engine knows many more. */
static const char *const functions[] = {
  "abs", "avg", "ceil", "coalesce", "concat", "contains", "count", "date_diff", "date_part",
  "date_trunc", "day", "dense_rank", "exp", "first_value", "floor", "greatest", "hour", "if", "lag",
  "last_value", "lead", "least", "left", "length", "ln", "log10", "lower", "lpad", "max", "median",
  "min", "minute", "month", "nullif", "power", "quarter", "rank", "regexp_extract",
  "regexp_matches", "regexp_replace", "replace", "right", "round", "row_number", "split_part",
  "sqrt", "starts_with", "stddev", "strftime", "strptime", "substring", "sum", "trim", "try_cast",
  "upper", "week", "year",
};

/* A proposal. */
#define MILL_TYPE_PROPOSAL (mill_proposal_get_type ())
G_DECLARE_FINAL_TYPE (MillProposal, mill_proposal, MILL, PROPOSAL, GObject)

struct _MillProposal
{
  GObject     parent_instance;

  char       *text;
  const char *icon;
  char       *type;    /* of a column; NULL: a function */
};

static void
proposal_iface_init (GtkSourceCompletionProposalInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MillProposal, mill_proposal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROPOSAL,
                                                      proposal_iface_init))

static void
mill_proposal_finalize (GObject *object)
{
  MillProposal *self = MILL_PROPOSAL (object);

  g_free (self->text);
  g_free (self->type);

  G_OBJECT_CLASS (mill_proposal_parent_class)->finalize (object);
}

static void
mill_proposal_class_init (MillProposalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_proposal_finalize;
}

static void
mill_proposal_init (MillProposal *self)
{
}

struct _MillExpressionCompletion
{
  GObject     parent_instance;

  MillSchema *columns;
};

static void provider_iface_init (GtkSourceCompletionProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MillExpressionCompletion, mill_expression_completion, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROVIDER,
                                                      provider_iface_init))

static gboolean
fits (const char *candidate,
      const char *word)
{
  g_autofree char *folded = g_utf8_casefold (candidate, -1);
  g_autofree char *folded_word = g_utf8_casefold (word, -1);

  return strstr (folded, folded_word) != NULL;
}

static void
add_proposal (GListStore *list,
              const char *text,
              const char *icon,
              const char *type)
{
  g_autoptr(MillProposal) proposal = g_object_new (MILL_TYPE_PROPOSAL, NULL);

  proposal->text = g_strdup (text);
  proposal->icon = icon;
  proposal->type = g_strdup (type);
  g_list_store_append (list, proposal);
}

static GListStore *
propose (MillExpressionCompletion *self,
         const char               *word)
{
  GListStore *list = g_list_store_new (MILL_TYPE_PROPOSAL);

  for (guint i = 0; self->columns != NULL && i < mill_schema_get_n_columns (self->columns); i++)
    {
      const MillColumn *column = mill_schema_get_column (self->columns, i);

      if (fits (column->name, word))
        add_proposal (list, column->name, mill_look_column_icon (column->kind), column->type);
    }
  for (guint i = 0; *word != '\0' && i < G_N_ELEMENTS (functions); i++)
    if (g_str_has_prefix (functions[i], word))
      add_proposal (list, functions[i], "function-symbolic", NULL);

  return list;
}

static void
populate_async (GtkSourceCompletionProvider *provider,
                GtkSourceCompletionContext  *context,
                GCancellable                *cancellable,
                GAsyncReadyCallback          callback,
                gpointer                     data)
{
  g_autoptr(GTask) task = g_task_new (provider, cancellable, callback, data);
  g_autofree char *word = gtk_source_completion_context_get_word (context);

  g_task_return_pointer (task, propose (MILL_EXPRESSION_COMPLETION (provider), word ? word : ""),
                         g_object_unref);
}

static GListModel *
populate_finish (GtkSourceCompletionProvider  *provider,
                 GAsyncResult                 *result,
                 GError                      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
refilter (GtkSourceCompletionProvider *provider,
          GtkSourceCompletionContext  *context,
          GListModel                  *model)
{
  g_autofree char *word = gtk_source_completion_context_get_word (context);
  g_autoptr(GListStore) list = propose (MILL_EXPRESSION_COMPLETION (provider), word ? word : "");

  gtk_source_completion_context_set_proposals_for_provider (context, provider, G_LIST_MODEL (list));
}

/* What stands behind a proposal: the type of a column, or a quiet word on what other databases lack. */
static const char *
get_remark (MillProposal *proposal)
{
  if (proposal->type != NULL || mill_function_is_portable (proposal->text))
    return proposal->type;

  return _("Not portable");
}

static void
display (GtkSourceCompletionProvider *provider,
         GtkSourceCompletionContext  *context,
         GtkSourceCompletionProposal *item,
         GtkSourceCompletionCell     *cell)
{
  MillProposal *proposal = MILL_PROPOSAL (item);

  switch (gtk_source_completion_cell_get_column (cell))
    {
    case GTK_SOURCE_COMPLETION_COLUMN_ICON:
      gtk_source_completion_cell_set_icon_name (cell, proposal->icon);
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_TYPED_TEXT:
      gtk_source_completion_cell_set_text (cell, proposal->text);
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_AFTER:
      gtk_source_completion_cell_set_text (cell, get_remark (proposal));
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_BEFORE:
    case GTK_SOURCE_COMPLETION_COLUMN_COMMENT:
    case GTK_SOURCE_COMPLETION_COLUMN_DETAILS:
    default:
      gtk_source_completion_cell_set_text (cell, NULL);
      break;
    }
}

/* A column whose name is not a plain word must be quoted. */
static char *
dup_insertion (MillProposal *proposal)
{
  gboolean plain = proposal->text[0] == '_' || g_ascii_isalpha (proposal->text[0]);
  g_auto(GStrv) parts = NULL;
  g_autofree char *doubled = NULL;

  if (proposal->type == NULL)
    return g_strconcat (proposal->text, "(", NULL);
  for (const char *c = proposal->text; plain && *c != '\0'; c++)
    plain = *c == '_' || g_ascii_isalnum (*c);
  if (plain)
    return g_strdup (proposal->text);

  parts = g_strsplit (proposal->text, "\"", -1);
  doubled = g_strjoinv ("\"\"", parts);

  return g_strconcat ("\"", doubled, "\"", NULL);
}

static void
activate (GtkSourceCompletionProvider *provider,
          GtkSourceCompletionContext  *context,
          GtkSourceCompletionProposal *item)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (gtk_source_completion_context_get_buffer (context));
  g_autofree char *text = dup_insertion (MILL_PROPOSAL (item));
  GtkTextIter begin, end;

  if (!gtk_source_completion_context_get_bounds (context, &begin, &end))
    return;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &begin, &end);
  gtk_text_buffer_insert (buffer, &begin, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
provider_iface_init (GtkSourceCompletionProviderInterface *iface)
{
  iface->populate_async = populate_async;
  iface->populate_finish = populate_finish;
  iface->refilter = refilter;
  iface->display = display;
  iface->activate = activate;
}

static void
mill_expression_completion_finalize (GObject *object)
{
  g_clear_pointer (&MILL_EXPRESSION_COMPLETION (object)->columns, mill_schema_unref);

  G_OBJECT_CLASS (mill_expression_completion_parent_class)->finalize (object);
}

static void
mill_expression_completion_class_init (MillExpressionCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_expression_completion_finalize;
}

static void
mill_expression_completion_init (MillExpressionCompletion *self)
{
}

MillExpressionCompletion *
mill_expression_completion_new (void)
{
  return g_object_new (MILL_TYPE_EXPRESSION_COMPLETION, NULL);
}

void
mill_expression_completion_set_columns (MillExpressionCompletion *self,
                                        const MillSchema         *columns)
{
  g_clear_pointer (&self->columns, mill_schema_unref);
  if (columns != NULL)
    self->columns = mill_schema_ref ((MillSchema *) columns);
}
