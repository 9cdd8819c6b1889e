/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-component.h"
#include "app/canvas/canvas-private.h"
#include "app/popovers.h"

/* The place in the menu of what is said above its entries. */
#define ABOUT "about"

typedef struct
{
  const char *label;    /* NULL: a new section begins */
  const char *action;
} Entry;

static const Entry one_node_entries[] = {
  { N_("_Open Settings"), "canvas.open" },
  { N_("_Rename…"), "canvas.rename" },
  { N_("Connect T_o…"), "canvas.connect" },
  { N_("Move Lin_ks…"), "canvas.move-links" },
  { N_("Replace _With…"), "canvas.replace" },
  { N_("_Bypass"), "canvas.bypass" },
  { N_("_Pin"), "canvas.pin" },
  { NULL, NULL },
  { N_("R_un to Here"), "canvas.run-to-here" },
};

static const Entry nodes_entries[] = {
  { N_("_Link These"), "canvas.wire" },
  { N_("Replace _With…"), "canvas.replace" },
  { N_("_Bypass"), "canvas.bypass" },
  { N_("_Pin"), "canvas.pin" },
  { NULL, NULL },
  { N_("R_un to These"), "canvas.run-to-here" },
};

static const Entry one_note_entries[] = {
  { N_("_Edit Text…"), "canvas.rename" },
};

static const Entry selection_entries[] = {
  { N_("Select _More"), "canvas.collect" },
  { NULL, NULL },
  { N_("Cu_t"), "canvas.cut" },
  { N_("_Copy"), "canvas.copy" },
  { N_("_Duplicate"), "canvas.duplicate" },
  { N_("De_lete"), "canvas.delete" },
  { N_("Delete and Re_connect"), "canvas.delete-and-reconnect" },
  { N_("Detac_h"), "canvas.detach" },
  { NULL, NULL },
  { N_("_Frame"), "canvas.add-frame" },
};

static const Entry arrange_entries[] = {
  { N_("_Tidy"), "canvas.tidy" },
  { NULL, NULL },
  { N_("Align _Left"), "canvas.align-left" },
  { N_("Align _Centres"), "canvas.align-center" },
  { N_("Align _Right"), "canvas.align-right" },
  { NULL, NULL },
  { N_("Align To_p"), "canvas.align-top" },
  { N_("Align _Middles"), "canvas.align-middle" },
  { N_("Align _Bottom"), "canvas.align-bottom" },
  { NULL, NULL },
  { N_("Distribute _Horizontally"), "canvas.distribute-horizontally" },
  { N_("Distribute _Vertically"), "canvas.distribute-vertically" },
};

static const Entry link_entries[] = {
  { N_("_Mute"), "canvas.mute-link" },
  { N_("_Disconnect"), "canvas.delete" },
};

static const Entry empty_entries[] = {
  { N_("_Add Node…"), "canvas.search" },
  { N_("Add _Note"), "canvas.add-note" },
  { NULL, NULL },
  { N_("_Paste"), "canvas.paste" },
  { N_("_Select All"), "canvas.select-all" },
  { NULL, NULL },
  { N_("_Tidy"), "canvas.tidy" },
  { N_("Show Al_l"), "canvas.zoom-fit" },
};

static void
append (GMenu       *menu,
        const Entry *entries,
        guint        n_entries)
{
  GMenu *section = g_menu_new ();

  for (guint i = 0; i <= n_entries; i++)
    {
      if (i < n_entries && entries[i].label != NULL)
        {
          g_menu_append (section, _(entries[i].label), entries[i].action);
          continue;
        }
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
      g_object_unref (section);
      section = g_menu_new ();
    }
  g_object_unref (section);
}

/* What can be done with what is selected. */
static GMenu *
make_menu (MillCanvas *self)
{
  g_auto (GStrv) ids = mill_canvas_list_selected (self);
  const char *node = mill_session_get_selected_node (self->session);
  GMenu *menu = g_menu_new ();
  gboolean nodes = FALSE;

  if (mill_world_get_selected_link (self->world) != NULL)
    {
      append (menu, link_entries, G_N_ELEMENTS (link_entries));
      return menu;
    }
  if (ids[0] == NULL)
    {
      append (menu, empty_entries, G_N_ELEMENTS (empty_entries));
      mill_canvas_append_components (self, menu);
      return menu;
    }

  for (guint i = 0; ids[i] != NULL; i++)
    nodes |= mill_pipeline_get_node (mill_session_get_pipeline (self->session), ids[i]) != NULL;
  if (node != NULL)
    {
      g_autoptr (GPtrArray) problems = mill_session_list_diagnostics (self->session, node);
      const Entry show = { N_("Show _Problems"), "canvas.show-problems" };

      if (problems->len > 0)
        append (menu, &show, 1);
      append (menu, one_node_entries, G_N_ELEMENTS (one_node_entries));
    }
  else if (nodes)
    append (menu, nodes_entries, G_N_ELEMENTS (nodes_entries));
  else if (ids[1] == NULL)
    append (menu, one_note_entries, G_N_ELEMENTS (one_note_entries));
  append (menu, selection_entries, G_N_ELEMENTS (selection_entries));
  if (nodes && node == NULL)
    {
      g_autoptr (GMenu) arrange = g_menu_new ();

      append (arrange, arrange_entries, G_N_ELEMENTS (arrange_entries));
      g_menu_append_submenu (menu, _("_Arrange"), G_MENU_MODEL (arrange));
    }
  mill_canvas_append_components (self, menu);

  return menu;
}

static void
prepend_about (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);

  g_menu_item_set_attribute (item, "custom", "s", ABOUT);
  g_menu_append_item (section, item);
  g_menu_prepend_section (menu, NULL, G_MENU_MODEL (section));
}

static GtkWidget *
make_about (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "about");

  return label;
}

void
mill_canvas_take_focus (MillCanvas *self)
{
  const char *node = self->session != NULL ? mill_session_get_selected_node (self->session) : NULL;
  GtkWidget *item = node != NULL ? mill_world_get_item (self->world, node) : NULL;

  gtk_widget_grab_focus (item != NULL ? item : GTK_WIDGET (self));
}

/* Closing a popover, GTK gives the focus to the canvas at last; unless what was chosen has taken it since,
 * it belongs to the card. */
static void
settle_focus (gpointer data)
{
  MillCanvas *self = data;

  if (self->popup == NULL && gtk_widget_is_focus (GTK_WIDGET (self)))
    mill_canvas_take_focus (self);
  g_object_unref (self);
}

void
mill_canvas_settle_focus (MillCanvas *self)
{
  mill_canvas_take_focus (self);
  g_idle_add_once (settle_focus, g_object_ref (self));
}

static void
popup_closed_cb (MillCanvas *self,
                 GtkWidget  *popover)
{
  mill_popover_drop (popover);
  if (self->popup != popover)
    return;
  self->popup = NULL;
  /* An action that opens something of its own has the focus go there. */
  mill_canvas_settle_focus (self);
}

void
mill_canvas_popup (MillCanvas         *self,
                   GtkWidget          *popover,
                   const GdkRectangle *place)
{
  if (self->popup != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popup));

  self->popup = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), place);
  g_signal_connect_object (popover, "closed", G_CALLBACK (popup_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}

void
mill_canvas_open_menu_at (MillCanvas *self,
                          double      x,
                          double      y,
                          const char *about)
{
  g_autoptr (GMenu) menu = make_menu (self);
  GtkWidget *popover;

  if (about != NULL)
    prepend_about (menu);
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  if (about != NULL)
    gtk_popover_menu_add_child (GTK_POPOVER_MENU (popover), make_about (about), ABOUT);

  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
                                    ? GTK_ALIGN_END : GTK_ALIGN_START);
  /* What the menu adds, it adds where it was opened. */
  self->pointer_x = x;
  self->pointer_y = y;
  self->pointed_at = TRUE;
  mill_canvas_popup (self, popover, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

void
mill_canvas_open_menu (MillCanvas *self)
{
  g_auto (GStrv) ids = mill_canvas_list_selected (self);
  graphene_rect_t area;

  if (self->session == NULL)
    return;
  if (ids[0] == NULL || !mill_world_get_extents (self->world, (const char *const *) ids, &area))
    {
      mill_canvas_open_menu_at (self, self->pointer_x, self->pointer_y, NULL);
      return;
    }
  mill_canvas_open_menu_at (self,
                            (area.origin.x + area.size.width / 2) * self->zoom + self->offset_x,
                            (area.origin.y + area.size.height / 2) * self->zoom + self->offset_y,
                            NULL);
}
