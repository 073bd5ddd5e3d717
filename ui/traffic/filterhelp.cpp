// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/filterhelp.h"

#include "ui/theme/tones.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>

#include <array>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

struct FilterHelp
{
    Q_DECLARE_TR_FUNCTIONS(ui::FilterHelp)
};

struct Line
{
    const char* filter; ///< empty for a heading
    const char* meaning;
};

constexpr std::array Lines{
    Line{"", QT_TRANSLATE_NOOP("ui::FilterHelp", "Text")},
    Line{"hello", QT_TRANSLATE_NOOP("ui::FilterHelp", "Anywhere: endpoint, call, errno or payload, in either case")},
    Line{"\"GET /\"", QT_TRANSLATE_NOOP("ui::FilterHelp", "The same, with spaces; \\n \\r \\t \\0 \\xNN are known")},
    Line{"contains \"Host:\"", QT_TRANSLATE_NOOP("ui::FilterHelp", "In the payload, letter by letter")},
    Line{"contains hex:0d0a 0d0a", QT_TRANSLATE_NOOP("ui::FilterHelp", "Bytes in the payload")},
    Line{"matches /^GET .*HTTP/i", QT_TRANSLATE_NOOP("ui::FilterHelp", "A regular expression; i: in either case")},
    Line{"", QT_TRANSLATE_NOOP("ui::FilterHelp", "Fields")},
    Line{"endpoint = server/1, client", QT_TRANSLATE_NOOP("ui::FilterHelp", "One of these; * stands for anything")},
    Line{"peer = 127.0.0.1:40112",
        QT_TRANSLATE_NOOP("ui::FilterHelp", "Address, address:port, :port or path; also local, or host for either")},
    Line{"port = 443, 8000-8080", QT_TRANSLATE_NOOP("ui::FilterHelp", "Of either end")},
    Line{"call = recv*, accept", QT_TRANSLATE_NOOP("ui::FilterHelp", "The call or event")},
    Line{"dir = in", QT_TRANSLATE_NOOP("ui::FilterHelp", "in, out or none")},
    Line{"size >= 64 KiB",
        QT_TRANSLATE_NOOP("ui::FilterHelp", "Bytes moved; also asked, result and n, the record\xe2\x80\x99s number")},
    Line{"errno = ECONNRESET", QT_TRANSLATE_NOOP("ui::FilterHelp", "errno alone: failed with any")},
    Line{"duration > 10ms", QT_TRANSLATE_NOOP("ui::FilterHelp", "How long the call took: s, ms, us, ns, m, h")},
    Line{"time > 22:10:05",
        QT_TRANSLATE_NOOP("ui::FilterHelp", "Also 2026-01-31 22:10 (Z at the end: UTC), +5s after the start")},
    Line{"endpoint contains serv",
        QT_TRANSLATE_NOOP("ui::FilterHelp", "Part of a name; endpoint, peer and local also with matches")},
    Line{"", QT_TRANSLATE_NOOP("ui::FilterHelp", "Words and joining")},
    Line{"data, calls, errors", QT_TRANSLATE_NOOP("ui::FilterHelp", "As the chips; also events, timedout, cancelled")},
    Line{"tcp, udp, unix", QT_TRANSLATE_NOOP("ui::FilterHelp", "The endpoint\xe2\x80\x99s protocol")},
    Line{"retransmission, outoforder, gaps", QT_TRANSLATE_NOOP("ui::FilterHelp", "What a captured TCP segment was")},
    Line{"data and not (size < 10 or dir = out)",
        QT_TRANSLATE_NOOP("ui::FilterHelp", "Also && || !; and may be left out where no bare text stands beside it")},
};

} // namespace

void showFilterHelp(QWidget* parent)
{
    auto* page = new QDialog(parent);
    page->setAttribute(Qt::WA_DeleteOnClose);
    page->setWindowTitle(FilterHelp::tr("Filter Language"));
    page->setModal(false);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(2 * GridPixels, 2 * GridPixels, 2 * GridPixels, 2 * GridPixels);
    grid->setHorizontalSpacing(3 * GridPixels);
    for (const Line& line : Lines) {
        const int row = grid->rowCount();
        auto* meaning = new QLabel(FilterHelp::tr(line.meaning));
        meaning->setTextFormat(Qt::PlainText);
        if (QLatin1StringView(line.filter).isEmpty()) {
            QFont bold = meaning->font();
            bold.setBold(true);
            meaning->setFont(bold);
            grid->addWidget(meaning, row, 0, 1, 2);
            continue;
        }
        auto* filter = new QLabel(QString::fromLatin1(line.filter));
        filter->setTextFormat(Qt::PlainText);
        filter->setFont(fixedFont());
        filter->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(filter, row, 0);
        grid->addWidget(meaning, row, 1);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, page, &QDialog::close);
    grid->addWidget(buttons, grid->rowCount(), 0, 1, 2);
    page->show();
}

} // namespace ui
