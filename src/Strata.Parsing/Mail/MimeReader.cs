namespace Strata.Parsing.Mail;

/// <summary>
/// Finds the parts of a message (RFC 5322, RFC 2046) in one pass, holding one line at a time. Tolerates broken messages: a missing
/// boundary, an unterminated header, non-header lines in a header.
/// </summary>
internal sealed class MimeReader(Stream message, ParseBudget budget, DiagnosticLog log)
{
    private readonly LineReader<byte> _lines = new(new SourceWindow(message, 0, budget.MaxBlockBytes), budget, log);
    private readonly List<(MimePart Part, byte[] Boundary)> _open = [];
    private readonly HeaderLines _header = new();
    private MimePart? _part;
    private bool _inHeader = true;
    private int _parts;
    private int _fields;

    public MimePart Read()
    {
        var root = new MimePart("");
        _part = root;
        _lines.SkipByteOrderMark();
        var (endLength, isFirst) = (0, true);
        while (_lines.Next())
        {
            var line = _lines.Current;
            if (Boundary(line) is { } boundary)
            {
                CloseAt(Math.Max(_part?.Body.Start ?? 0, _lines.Offset - endLength));
                if (!Take(boundary.Index, boundary.IsLast))
                {
                    return root;
                }
            }
            else if (_inHeader && !(isFirst && IsEnvelope(line)))
            {
                Header(line);
            }
            endLength = _lines.CurrentEnd.Length;
            isFirst = false;
        }
        CloseAt(message.Length);
        return root;
    }

    /// <summary>Whether a line is the envelope line of mboxes and some programs.</summary>
    private static bool IsEnvelope(ReadOnlySpan<byte> line) => line.StartsWith("From "u8) || line.StartsWith(">From "u8);

    private void Header(ReadOnlySpan<byte> line)
    {
        if (_part is not { } part)
        {
            return;
        }
        if (line.IsEmpty)
        {
            EndHeader(part, _lines.Offset + _lines.CurrentEnd.Length);
        }
        else if (++_fields > budget.MaxFields)
        {
            log.Add(_lines.Number, _lines.Offset, $"the header has more than {budget.MaxFields} lines (MaxFields)");
            EndHeader(part, _lines.Offset);
        }
        else if (!_header.Take(line, _lines.Offset, part.Headers))
        {
            // The empty line is missing: the text has begun.
            EndHeader(part, _lines.Offset);
        }
    }

    private void EndHeader(MimePart part, long bodyStart)
    {
        _header.Close(part.Headers);
        _inHeader = false;
        part.EndHeader(IsInDigest(part) ? "message/rfc822" : "text/plain");
        part.Body = new(bodyStart, 0);
        if (!part.IsMultipart || part.Type["boundary"] is not { Length: > 0 } boundary)
        {
            return;
        }
        if (_open.Count >= budget.MaxDepth)
        {
            log.Add(
                _lines.Number,
                _lines.Offset,
                $"parts are nested deeper than {budget.MaxDepth} (MaxDepth); the inner ones are left unread"
            );
            return;
        }
        _open.Add((part, Encoding.UTF8.GetBytes("--" + boundary.TrimEnd())));
    }

    private bool IsInDigest(MimePart part) => _open is [.., var (around, _)] && around != part && around.Type.Value == "multipart/digest";

    private void CloseAt(long end)
    {
        if (_part is not { } part)
        {
            return;
        }
        if (_inHeader)
        {
            EndHeader(part, end);
        }
        part.Body = new(part.Body.Start, Math.Max(0, end - part.Body.Start));
        _part = null;
    }

    /// <summary>Begins the next part, or ends the multipart. False if there are too many.</summary>
    private bool Take(int index, bool isLast)
    {
        _open.RemoveRange(index + 1, _open.Count - index - 1);
        var around = _open[index].Part;
        if (isLast)
        {
            _open.RemoveAt(index);
            _inHeader = false;
            return true;
        }
        if (++_parts > budget.MaxMembers)
        {
            log.Fatal(_lines.Number, _lines.Offset, $"the message has more than {budget.MaxMembers} parts (MaxMembers)");
            return false;
        }
        _part = new(around.Path.Length == 0 ? $"{around.Parts.Count + 1}" : $"{around.Path}.{around.Parts.Count + 1}");
        around.Parts.Add(_part);
        (_inHeader, _fields) = (true, 0);
        return true;
    }

    private (int Index, bool IsLast)? Boundary(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("--"u8))
        {
            return null;
        }
        line = line.TrimEnd(" \t"u8);
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (line.StartsWith(_open[i].Boundary))
            {
                var rest = line[_open[i].Boundary.Length..];
                if (rest.IsEmpty || rest.SequenceEqual("--"u8))
                {
                    return (i, !rest.IsEmpty);
                }
            }
        }
        return null;
    }
}
