namespace Strata.Filters;

/// <summary>
/// Reads a filter as people write it: <c>counterparty contains stadtwerke and (date in last quarter or amount &lt; -100)</c>. The language is
/// described in docs/reference/filters.md.
/// </summary>
internal sealed class FilterParser
{
    public const int MaxLength = 10_000;
    public const int MaxDepth = 20;
    public const int MaxComparisons = 200;

    private readonly string _text;
    private readonly IReadOnlyList<FilterToken> _words;
    private readonly ComparedFields _fields;
    private int _at;
    private int _depth;
    private int _comparisons;

    private FilterParser(string text, ComparedFields fields)
    {
        _text = text;
        _words = FilterTokens.Of(text);
        _fields = fields;
    }

    /// <param name="fields">What is known of the fields, and what day it is.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: what is wrong, and at which character.</exception>
    public static Condition Parse(string text, ComparedFields fields)
    {
        if (text.Length > MaxLength)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"where: a filter has at most {MaxLength} characters, this one {text.Length}."
            );
        }
        var parser = new FilterParser(text, fields);
        if (parser.Next.Kind == FilterTokenKind.End)
        {
            throw Refused(text, 0, "the filter is empty");
        }
        var condition = parser.Either();
        return parser.Next.Kind == FilterTokenKind.End
            ? condition
            : throw parser.RefusedNext("expected and, or, or the end; quote a value that has these signs in it");
    }

    public static StrataException Refused(string text, int at, string reason)
    {
        const int Around = 20;
        var start = Math.Max(0, at - Around);
        var near = text[start..Math.Min(text.Length, at + Around)];
        var whole = string.Create(CultureInfo.InvariantCulture, $"at character {at + 1}, near '{near}': {reason}");
        return new StrataException(ErrorCode.InvalidContent, $"where, {whole}.") { Faults = [new Fault("where", whole)] };
    }

    private FilterToken Next => _words[_at];

    private StrataException RefusedNext(string reason) => Refused(_text, Next.Start, reason);

    private bool Take(string word)
    {
        if (!Next.Is(word))
        {
            return false;
        }
        _at++;
        return true;
    }

    private bool TakeSign(string sign)
    {
        if (!Next.IsSign(sign))
        {
            return false;
        }
        _at++;
        return true;
    }

    /// <summary>Takes the words if all of them come next.</summary>
    private bool TakeWords(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!_words[Math.Min(_at + i, _words.Count - 1)].Is(words[i]))
            {
                return false;
            }
        }
        _at += words.Length;
        return true;
    }

    private Condition Either()
    {
        var parts = new List<Condition> { Every() };
        while (Take("or"))
        {
            parts.Add(Every());
        }
        return Condition.AnyOf(parts);
    }

    private Condition Every()
    {
        var parts = new List<Condition> { One() };
        while (Take("and"))
        {
            parts.Add(One());
        }
        return parts is [var only] ? only : new Every(parts);
    }

    private Condition One()
    {
        if (++_depth > MaxDepth)
        {
            throw RefusedNext($"a filter is nested at most {MaxDepth} deep");
        }
        Condition condition;
        if (TakeSign("("))
        {
            condition = Either();
            if (!TakeSign(")"))
            {
                throw RefusedNext("expected )");
            }
        }
        else
        {
            condition = Take("not") ? new Not(One()) : Compared();
        }
        _depth--;
        return condition;
    }

    private Condition Compared()
    {
        var (field, start) = (Next, Next.Start);
        if (field.Kind is FilterTokenKind.Sign or FilterTokenKind.End || field.Text.Length == 0)
        {
            throw RefusedNext("expected a field, as in total > 100");
        }
        Count();
        _at++;
        var compared = _fields.Field(_text, field);
        if (Next.Kind == FilterTokenKind.Sign)
        {
            return OfSign(compared);
        }
        var denied = Take("not");
        var condition = OfWords(compared) ?? throw Refused(_text, Next.Kind == FilterTokenKind.End ? start : Next.Start, Expected);
        return denied ? new Not(condition) : condition;
    }

    private const string Expected =
        "expected a comparison: =, !=, <, <=, >, >=, contains, starts with, in, between, before, after, since, until, is set, is missing";

    private Condition OfSign(ComparedField field)
    {
        var op = Next.Text switch
        {
            "=" or "==" => "eq",
            "!=" or "<>" => "ne",
            "<" => "lt",
            "<=" => "le",
            ">" => "gt",
            ">=" => "ge",
            "^=" => "prefix",
            "~=" => "contains",
            _ => throw RefusedNext(Expected),
        };
        _at++;
        return field.Compare(op, Value());
    }

    private Condition? OfWords(ComparedField field)
    {
        if (Take("is"))
        {
            return Is(field);
        }
        if (Take("exists"))
        {
            return field.IsSet;
        }
        if (Take("missing"))
        {
            return field.IsMissing;
        }
        if (Take("in"))
        {
            return Within(field);
        }
        if (Take("between"))
        {
            var first = Value();
            if (!Take("and"))
            {
                throw RefusedNext("expected and: between takes two values");
            }
            return new Every([field.Compare("ge", first), field.Compare("le", Value())]);
        }
        if (TakeWords("starts", "with"))
        {
            return field.Compare("prefix", Value());
        }
        var op =
            Next.Kind != FilterTokenKind.Plain
                ? null
                : Next.Text.ToLowerInvariant() switch
                {
                    "contains" or "contain" => "contains",
                    "prefix" => "prefix",
                    "before" or "lt" => "lt",
                    "after" or "gt" => "gt",
                    "since" or "from" or "ge" => "ge",
                    "until" => "until",
                    "le" => "le",
                    "eq" => "eq",
                    "ne" => "ne",
                    _ => null,
                };
        if (op is null)
        {
            return null;
        }
        _at++;
        return field.Compare(op is "until" ? "lt" : op, Value());
    }

    private Condition Is(ComparedField field)
    {
        var denied = Take("not");
        var condition =
            Take("set") ? field.IsSet
            : Take("missing") || Take("empty") || Take("null") ? field.IsMissing
            : Take("in") ? Within(field)
            : field.Compare("eq", Value());
        return denied ? new Not(condition) : condition;
    }

    private Condition Within(ComparedField field)
    {
        if (!TakeSign("("))
        {
            return field.IsDated
                ? field.Compare("eq", Value())
                : throw RefusedNext("expected a list in parentheses; a span of time is only for dates");
        }
        var any = new List<Condition>();
        do
        {
            if (any.Count > 0)
            {
                Count();
            }
            any.Add(field.Compare("eq", Value()));
        } while (TakeSign(","));
        return TakeSign(")") ? Condition.AnyOf(any) : throw RefusedNext("expected , or )");
    }

    /// <summary>A quoted text, or words up to what can't be part of a value.</summary>
    private FilterToken Value()
    {
        var first = Next;
        if (first.Kind is FilterTokenKind.Sign or FilterTokenKind.End || Ends(first))
        {
            throw RefusedNext("expected a value");
        }
        _at++;
        if (first.Kind == FilterTokenKind.Quoted)
        {
            return first;
        }
        while (Next.Kind == FilterTokenKind.Plain && !Ends(Next))
        {
            _at++;
        }
        var last = _words[_at - 1];
        return first with { Text = _text[first.Start..last.End], End = last.End };
    }

    private static bool Ends(FilterToken word) => word.Is("and") || word.Is("or");

    private void Count()
    {
        if (++_comparisons > MaxComparisons)
        {
            throw RefusedNext($"a filter has at most {MaxComparisons} comparisons, each value of a list being one");
        }
    }
}
