using System.Runtime.ExceptionServices;
using ExcelDataReader;
using Strata.Parsing.Sheets;

namespace Strata.Parsing.Xls;

/// <summary>
/// Reads the rows of a workbook's sheets. The library's reader is forward-only: one serves all sheets read in order, each up to twice from
/// its start, as <see cref="SheetDocument"/> does. A caller that reads in another order gets its own reader.
/// </summary>
internal sealed class XlsRows(Stream source, ParseBudget budget) : IDisposable
{
    /// <summary>Rows of a sheet kept for a second read from the start: more than are examined to classify it.</summary>
    private const int MaxKept = 256;

    private IExcelDataReader? _reader;
    private int _at;
    private Pass? _pass;

    public IEnumerable<SheetRow> Of(int sheet, DiagnosticLog log)
    {
        var pass = Begin(sheet);
        using var own = new Own();
        for (var i = 0; ; i++)
        {
            if (!pass.Has(i))
            {
                if (own.Reader is null && (pass != _pass || pass.Given != i))
                {
                    // The shared reader has moved on.
                    pass = own.Begin(source, sheet, budget);
                    while (pass.Given < i && pass.Read()) { }
                }
                if (!pass.Read())
                {
                    yield break;
                }
            }
            var (row, isCut) = pass[i];
            if (isCut)
            {
                log.Add(row.Number, 0, $"row {row.Number} has {budget.MaxFields} cells or more (MaxFields); what is beyond was left out");
            }
            yield return row;
        }
    }

    public void Dispose()
    {
        _reader?.Dispose();
        (_reader, _pass) = (null, null);
    }

    private Pass Begin(int sheet)
    {
        if (_pass is { IsWhole: true } known && _at == sheet)
        {
            return known;
        }
        if (_reader is null || sheet <= _at)
        {
            _reader?.Dispose();
            _reader = XlsFile.Open(source);
            _at = 0;
        }
        for (; _at < sheet; _at++)
        {
            _reader.NextResult();
        }
        return _pass = new(XlsFile.Rows(_reader, budget));
    }

    /// <summary>A sheet being read: its first rows and the latest.</summary>
    private sealed class Pass(IEnumerable<(SheetRow Row, bool IsCut)> rows)
    {
        private readonly IEnumerator<(SheetRow Row, bool IsCut)> _rows = rows.GetEnumerator();
        private readonly List<(SheetRow Row, bool IsCut)> _kept = [];
        private (SheetRow Row, bool IsCut) _latest;
        private ExceptionDispatchInfo? _failure;

        /// <summary>Rows read so far.</summary>
        public int Given { get; private set; }

        /// <summary>Whether all rows read are still held.</summary>
        public bool IsWhole => _kept.Count == Given;

        public (SheetRow Row, bool IsCut) this[int i] => i < _kept.Count ? _kept[i] : _latest;

        public bool Has(int i) => i < _kept.Count || i == Given - 1;

        /// <summary>Reads one more row. False at the end. A failed read fails again.</summary>
        public bool Read()
        {
            _failure?.Throw();
            try
            {
                if (!_rows.MoveNext())
                {
                    return false;
                }
            }
            catch (Exception e) when (XlsFile.IsOfSource(e))
            {
                _failure = ExceptionDispatchInfo.Capture(e);
                throw;
            }
            _latest = _rows.Current;
            Given++;
            if (_kept.Count < MaxKept)
            {
                _kept.Add(_latest);
            }
            return true;
        }
    }

    /// <summary>A late caller's own reader.</summary>
    private sealed class Own : IDisposable
    {
        public IExcelDataReader? Reader { get; private set; }

        public Pass Begin(Stream source, int sheet, ParseBudget budget)
        {
            Dispose();
            Reader = XlsFile.Open(source);
            for (var i = 0; i < sheet; i++)
            {
                Reader.NextResult();
            }
            return new(XlsFile.Rows(Reader, budget));
        }

        public void Dispose() => Reader?.Dispose();
    }
}
