using Strata.Schemas;

namespace Strata.Indexing;

/// <summary>One pass of <see cref="Tokens.Read"/> over one text.</summary>
/// <param name="word">Buffer for a word.</param>
/// <param name="pair">Buffer for two characters with their marks.</param>
/// <param name="unit">Buffer for one.</param>
internal ref struct TokenScan<TSink>(ReadOnlySpan<char> text, ref TSink sink, Span<char> word, Span<char> pair, Span<char> unit)
    where TSink : struct, ITokenSink
{
    /// <summary>Maximum UTF-16 units of a character with its marks; more marks are dropped.</summary>
    public const int MaxUnit = 8;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly ref TSink _sink = ref sink;
    private readonly Span<char> _word = word;
    private readonly Span<char> _pair = pair;
    private readonly Span<char> _unit = unit;
    private int _wordLength;
    private int _wordStart;
    private int _wordEnd;
    private bool _inWord;
    private bool _digits;

    // End of the last token if it was a whole number, so that ".50" after it is its fraction.
    private int _wholeEnd = -1;

    // The previous character (in front of _pair), and the one that marks may still join.
    private int _beforeLength;
    private int _beforeStart;
    private int _unitLength;
    private int _unitStart;
    private int _unitEnd;

    public void Run()
    {
        for (var i = 0; i < _text.Length; )
        {
            var c = _text[i];
            if (char.IsAscii(c))
            {
                if (char.IsAsciiLetterOrDigit(c))
                {
                    EndRun();
                    Append(char.ToLowerInvariant(c), i, i + 1);
                }
                else if (c is '*' or '~' or '`')
                {
                    i = AfterMarks(i);
                    continue;
                }
                else
                {
                    EndWord();
                    EndRun();
                }
                i++;
                continue;
            }
            _ = Rune.DecodeFromUtf16(_text[i..], out var rune, out var taken);
            Take(rune, i, i + taken);
            i += taken;
        }
        EndWord();
        EndRun();
    }

    /// <summary>Skips emphasis marks (Markdown) inside a word, which don't divide it; returns the index after them.</summary>
    private int AfterMarks(int at)
    {
        while (at < _text.Length && _text[at] is '*' or '~' or '`')
        {
            at++;
        }
        var isInside = (_inWord || _unitLength > 0) && at < _text.Length && char.IsLetterOrDigit(_text[at]);
        if (!isInside)
        {
            EndWord();
            EndRun();
        }
        return at;
    }

    private void Take(Rune rune, int start, int end)
    {
        var folded = Characters.Fold(rune);
        if (folded.Length == 0)
        {
            return;
        }
        var apart = Characters.IsSymbol(rune);
        if (apart)
        {
            EndWord();
            EndRun();
        }
        Span<char> units = stackalloc char[2];
        foreach (var part in folded.EnumerateRunes())
        {
            if (Characters.IsSymbol(part))
            {
                _sink.Add(units[..part.EncodeToUtf16(units)], start, end - start, TokenKind.Word);
            }
            else if (!UnicodeText.IsOfWord(part))
            {
                EndWord();
                EndRun();
            }
            else if (Characters.IsUnspaced(part.Value))
            {
                EndWord();
                Grow(part, start, end);
            }
            else
            {
                EndRun();
                foreach (var u in units[..part.EncodeToUtf16(units)])
                {
                    Append(u, start, end);
                }
            }
        }
        if (apart)
        {
            EndWord();
            EndRun();
        }
    }

    private void Append(char c, int start, int end)
    {
        if (!_inWord)
        {
            (_inWord, _wordLength, _wordStart, _digits) = (true, 0, start, true);
        }
        _digits &= char.IsAsciiDigit(c);
        _wordEnd = end;
        if (_wordLength < _word.Length)
        {
            _word[_wordLength++] = c;
        }
    }

    private void EndWord()
    {
        if (!_inWord)
        {
            return;
        }
        _inWord = false;
        var whole = _digits && _wordEnd - _wordStart == _wordLength;
        if (whole && _wordStart > 0 && _text[_wordStart - 1] == '.' && _wholeEnd == _wordStart - 1)
        {
            _wholeEnd = -1;
            var another = _wordEnd + 1 < _text.Length && _text[_wordEnd] == '.' && char.IsAsciiDigit(_text[_wordEnd + 1]);
            if (!another)
            {
                _wordLength = _word[.._wordLength].TrimEnd('0').Length;
            }
        }
        else
        {
            var afterDot = _wordStart > 0 && _text[_wordStart - 1] == '.';
            _wholeEnd = whole && !afterDot ? _wordEnd : -1;
        }
        if (_wordLength > 0)
        {
            // don't split a surrogate pair
            var length = char.IsHighSurrogate(_word[_wordLength - 1]) ? _wordLength - 1 : _wordLength;
            _sink.Add(_word[..length], _wordStart, _wordEnd - _wordStart, TokenKind.Word);
        }
    }

    private void Grow(Rune part, int start, int end)
    {
        if (_unitLength > 0 && (Characters.IsMark(part) || ComposeHangul(part)))
        {
            if (Characters.IsMark(part) && _unitLength + part.Utf16SequenceLength <= MaxUnit)
            {
                _unitLength += part.EncodeToUtf16(_unit[_unitLength..]);
            }
            _unitEnd = end;
            return;
        }
        Shift();
        _unitLength = part.EncodeToUtf16(_unit);
        (_unitStart, _unitEnd) = (start, end);
    }

    /// <summary>Composes Hangul syllables from conjoining letters (Unicode Standard, section 3.12), as most Korean text has them.</summary>
    private readonly bool ComposeHangul(Rune part)
    {
        if (_unitLength != 1)
        {
            return false;
        }
        var last = (int)_unit[0];
        if (last is >= 0x1100 and <= 0x1112 && part.Value is >= 0x1161 and <= 0x1175)
        {
            _unit[0] = (char)(0xAC00 + ((((last - 0x1100) * 21) + part.Value - 0x1161) * 28));
            return true;
        }
        if (last is >= 0xAC00 and <= 0xD7A3 && (last - 0xAC00) % 28 == 0 && part.Value is >= 0x11A8 and <= 0x11C2)
        {
            _unit[0] = (char)(last + part.Value - 0x11A7);
            return true;
        }
        return false;
    }

    /// <summary>Ends the current character: emits its pair with the previous one, and makes it the previous one.</summary>
    private void Shift()
    {
        if (_unitLength == 0)
        {
            return;
        }
        if (_beforeLength > 0)
        {
            _unit[.._unitLength].CopyTo(_pair[_beforeLength..]);
            _sink.Add(_pair[..(_beforeLength + _unitLength)], _beforeStart, _unitEnd - _beforeStart, TokenKind.Pair);
        }
        _unit[.._unitLength].CopyTo(_pair);
        (_beforeLength, _beforeStart) = (_unitLength, _unitStart);
        _unitLength = 0;
    }

    private void EndRun()
    {
        if (_unitLength == 0)
        {
            return;
        }
        var (start, end) = (_unitStart, _unitEnd);
        Shift();
        _sink.Add(_pair[.._beforeLength], start, end - start, TokenKind.Last);
        _beforeLength = 0;
    }
}
