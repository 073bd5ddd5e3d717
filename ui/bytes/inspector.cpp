// SPDX-FileCopyrightText: 2026 the Sockscope authors
// SPDX-License-Identifier: MIT
#include "ui/bytes/inspector.h"

#include "ui/bytes/bytesource.h"
#include "ui/bytes/charsets.h"
#include "ui/bytes/inspectormodel.h"
#include "ui/theme/tones.h"

#include <QClipboard>
#include <QComboBox>
#include <QDataStream>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;
using codec::NumberBase;

namespace {

constexpr qint32 InspectorStateVersion = 1;
constexpr QDataStream::Version InspectorStream = QDataStream::Qt_6_0;

} // namespace

Inspector::Inspector(QWidget* parent)
    : QWidget(parent)
    , m_model(new InspectorModel(this))
    , m_base(new QComboBox(this))
    , m_charset(new QComboBox(this))
    , m_table(new QTableView(this))
{
    buildChoices();
    buildTable();
    auto* choices = new QHBoxLayout;
    choices->setContentsMargins(GridPixels / 2, 0, GridPixels / 2, GridPixels / 2);
    choices->setSpacing(GridPixels / 2);
    choices->addWidget(m_base);
    choices->addWidget(m_charset, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(choices);
    layout->addWidget(m_table, 1);
    setFocusProxy(m_table);
    spanRows();
}

void Inspector::buildChoices()
{
    m_base->setAccessibleName(tr("Number base"));
    m_base->setToolTip(tr("Base of integers"));
    m_base->addItem(tr("Decimal"), int(NumberBase::Decimal));
    m_base->addItem(tr("Hexadecimal"), int(NumberBase::Hexadecimal));
    m_base->addItem(tr("Octal"), int(NumberBase::Octal));
    m_base->addItem(tr("Binary"), int(NumberBase::Binary));
    m_charset->setAccessibleName(tr("Charset"));
    m_charset->setToolTip(tr("Charset of text"));
    m_charset->addItems(charsets());
    for (QComboBox* choice : {m_base, m_charset}) {
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(9);
    }
    connect(m_base, &QComboBox::currentIndexChanged, this,
        [this] { m_model->setBase(NumberBase(m_base->currentData().toInt())); });
    connect(m_charset, &QComboBox::currentTextChanged, m_model, &InspectorModel::setCharset);
}

void Inspector::buildTable()
{
    m_table->setAccessibleName(tr("Inspector"));
    m_table->setModel(m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // its width must not come and go with the rows
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setMinimumHeight(2 * GridPixels);
    m_table->installEventFilter(this);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(GridPixels);
    m_table->verticalHeader()->setDefaultSectionSize(QFontMetrics(fixedFont()).height() + GridPixels / 2);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(InspectorModel::Type, QHeaderView::Fixed);
    header->resizeSection(
        InspectorModel::Type, m_table->fontMetrics().horizontalAdvance(u"Unix time, 64 bit"_s) + 2 * GridPixels);
    connect(m_model, &InspectorModel::rowsChanged, this, &Inspector::spanRows);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &Inspector::coveredChanged);
    connect(m_table, &QWidget::customContextMenuRequested, this, &Inspector::openMenu);
}

/// One cell over both columns where there is but one order.
void Inspector::spanRows()
{
    m_table->clearSpans();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!m_model->isOrdered(row))
            m_table->setSpan(row, InspectorModel::Little, 1, 2);
    }
}

void Inspector::inspect(ByteSource* source, const ByteRange& selection)
{
    std::vector<std::byte> bytes;
    m_first = selection.size > 0 ? selection.first : 0;
    // The cursor stands on a byte, which is then selected; more than that byte is wanted to be seen.
    const quint64 selected = selection.size > 1 ? selection.size : 0;
    if (source) {
        bytes.resize(selected > 0 ? std::min<quint64>(selected, InspectorModel::TextBytes) : InspectorModel::TextBytes);
        bytes.resize(source->read(m_first, bytes));
    }
    m_model->setBytes(std::move(bytes), selected);
    Q_EMIT coveredChanged();
}

ByteRange Inspector::covered() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? ByteRange{} : ByteRange{m_first, m_model->coveredBytes(rows.constFirst().row())};
}

int Inspector::widthFor(const QString& number) const
{
    const int cell = QFontMetrics(fixedFont()).horizontalAdvance(number) + GridPixels;
    return m_table->horizontalHeader()->sectionSize(InspectorModel::Type) + 2 * cell + 2 * GridPixels;
}

int Inspector::usefulWidth() const
{
    return widthFor(u"-2147483648"_s);
}

QSize Inspector::sizeHint() const
{
    return {widthFor(u"-9223372036854775808"_s), QWidget::sizeHint().height()};
}

QByteArray Inspector::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out.setVersion(InspectorStream);
    out << InspectorStateVersion << qint32(m_model->base()) << m_model->charset();
    return state;
}

void Inspector::restoreState(const QByteArray& state)
{
    QDataStream in(state);
    in.setVersion(InspectorStream);
    qint32 version = 0;
    qint32 base = 0;
    QString charset;
    in >> version >> base >> charset;
    if (in.status() != QDataStream::Ok || version != InspectorStateVersion)
        return;
    if (const int at = m_base->findData(base); at >= 0)
        m_base->setCurrentIndex(at);
    if (const int at = m_charset->findText(charset, Qt::MatchExactly); at >= 0)
        m_charset->setCurrentIndex(at);
}

bool Inspector::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != m_table || !isKey || !static_cast<QKeyEvent&>(*event).matches(QKeySequence::Copy))
        return QWidget::eventFilter(watched, event);
    // The table by itself would copy a cell.
    if (event->type() == QEvent::KeyPress)
        copyRow();
    event->accept();
    return true;
}

void Inspector::openMenu(const QPoint& position)
{
    if (m_model->rowCount() == 0)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* row = menu->addAction(tr("&Copy Row"), QKeySequence::Copy, this, &Inspector::copyRow);
    row->setEnabled(m_table->selectionModel()->hasSelection());
    const QModelIndex cell = m_table->indexAt(position);
    const QString text = cell.data().toString();
    menu->addAction(tr("Copy &Value"), this, [text] { QGuiApplication::clipboard()->setText(text); })
        ->setEnabled(!text.isEmpty());
    menu->addAction(tr("Copy &All"), this, &Inspector::copyAll);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void Inspector::copyRow() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (!rows.isEmpty())
        QGuiApplication::clipboard()->setText(m_model->rowText(rows.constFirst().row()));
}

void Inspector::copyAll() const
{
    QStringList rows;
    for (int row = 0; row < m_model->rowCount(); ++row)
        rows += m_model->rowText(row);
    QGuiApplication::clipboard()->setText(rows.join(u'\n'));
}

} // namespace ui
