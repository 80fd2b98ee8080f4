using System.Text.Encodings.Web;
using System.Xml;
using Strata.Parsing.Sheets;

namespace Strata.Parsing.Xlsx;

/// <summary>Reads a worksheet's rows one at a time (ECMA-376 part 1, 18.3.1), holding only one.</summary>
internal sealed class XlsxRows(
    XmlReader reader,
    SharedStrings strings,
    CellFormats formats,
    bool is1904,
    ParseBudget budget,
    DiagnosticLog log
)
{
    private readonly StringBuilder _inline = new();
    private int _row;
    private int _column;
    private bool _isHidden;
    private List<SheetCell> _cells = [];
    private long _length;
    private int _uncomputed;

    // The cell being read.
    private string? _address;
    private string? _type;
    private string? _value;
    private string? _formula;
    private int _style;

    public IEnumerable<SheetRow> Read()
    {
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "sheetData"))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                Begin();
                if (reader.IsEmptyElement && reader.LocalName == "c")
                {
                    _address = null;
                }
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "c")
            {
                EndCell();
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "row" && EndRow() is { } row)
            {
                yield return row;
            }
        }
        if (_uncomputed > 0)
        {
            log.Add(0, 0, $"{_uncomputed} cells hold a formula and no stored value: formulas are not computed, so they are empty");
        }
    }

    private void Begin()
    {
        switch (reader.LocalName)
        {
            case "row":
                _row =
                    int.TryParse(reader.GetAttribute("r"), CultureInfo.InvariantCulture, out var number) && number > _row
                        ? number
                        : _row + 1;
                _isHidden = reader.GetAttribute("hidden") is "1" or "true";
                (_column, _length, _cells) = (-1, 0, []);
                break;
            case "c":
                (_type, _value, _formula, _style, _address) = (null, null, null, 0, null);
                BeginCell();
                break;
            case "v":
                _value = Text();
                break;
            case "f":
                _formula = Text() is { Length: > 0 } formula ? formula : null;
                break;
            case "is":
                _inline.Clear();
                RichText.Append(reader, _inline);
                _value = _inline.ToString();
                break;
        }
    }

    private void BeginCell()
    {
        while (reader.MoveToNextAttribute())
        {
            switch (reader.LocalName)
            {
                case "r":
                    _address = reader.Value;
                    break;
                case "t":
                    _type = reader.Value;
                    break;
                case "s":
                    _style = int.TryParse(reader.Value, CultureInfo.InvariantCulture, out var style) ? style : 0;
                    break;
            }
        }
        reader.MoveToElement();
        _column = _address is not null && CellAddress.TryRead(_address, out var column, out _) && column > _column ? column : _column + 1;
    }

    private string Text()
    {
        if (reader.IsEmptyElement || !reader.Read() || reader.NodeType == XmlNodeType.EndElement)
        {
            return "";
        }
        var text = reader.Value;
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            text += reader.Value;
        }
        return text;
    }

    private void EndCell()
    {
        if (string.IsNullOrEmpty(_value))
        {
            _uncomputed += _formula is null || _value is not null ? 0 : 1;
            return;
        }
        var (text, json) = Value(_value);
        if (text.Length == 0)
        {
            return;
        }
        _length += text.Length;
        if (_cells.Count < budget.MaxFields && _length <= budget.MaxBlockBytes && _column < CellAddress.MaxColumns)
        {
            _cells.Add(
                new(_column, _address ?? CellAddress.Of(_column, _row), text, json)
                {
                    Formula = _formula,
                    Currency = json is [(>= '0' and <= '9') or '-', ..] ? formats.CurrencyOf(_style) : null,
                }
            );
        }
        else
        {
            _length = long.MaxValue / 2;
        }
    }

    private SheetRow? EndRow()
    {
        if (_length >= long.MaxValue / 2)
        {
            log.Add(
                _row,
                0,
                $"row {_row} has more than {budget.MaxFields} cells (MaxFields) or {budget.MaxBlockBytes} characters (MaxBlockBytes); what is beyond was left out"
            );
        }
        return _cells.Count > 0 ? new(_row, _cells, _isHidden) : null;
    }

    private (string Text, string? Json) Value(string value)
    {
        switch (_type)
        {
            case "s":
                return (int.TryParse(value, CultureInfo.InvariantCulture, out var index) ? strings[index] : "", null);
            case "inlineStr" or "str":
                return (XlsxText.Unescaped(value), null);
            case "b":
                return value is "1" or "true" ? ("true", "true") : ("false", "false");
            case "e":
                return (value, JsonString(value));
            case "d":
                return (value, JsonString(value));
        }
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return (value, null);
        }
        if (formats[_style] is not NumberKind.Number and var kind && CellValue.Moment(number, kind, is1904) is { } moment)
        {
            return (moment, JsonString(moment));
        }
        var text = IsPlain(value) ? value : CellValue.Number(number);
        return (text, text);
    }

    /// <summary>Whether a number as written is JSON and needs no rounding: an integer or decimal of few digits.</summary>
    private static bool IsPlain(string value)
    {
        var digits = value.AsSpan(value[0] == '-' ? 1 : 0);
        return digits.Length is > 0 and <= 15
            && digits.IndexOfAnyExcept("0123456789.") < 0
            && char.IsAsciiDigit(digits[0])
            && char.IsAsciiDigit(digits[^1])
            && (digits[0] != '0' || digits.Length == 1 || digits[1] == '.');
    }

    private static string JsonString(string value) =>
        '"' + JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value + '"';
}
