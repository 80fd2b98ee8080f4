using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;

namespace Strata.Parsing.Markdown;

/// <summary>Lets Markdig time out: checks the clock at lines and at characters that may begin something.</summary>
internal static class MarkdownTimeout
{
    public static void Add(MarkdownPipelineBuilder builder)
    {
        builder.BlockParsers.Insert(0, new Lines());
        builder.InlineParsers.Insert(0, new Marks());
        builder.InlineParsers.ReplaceOrAdd<LinkInlineParser>(new BoundedLinks());
    }

    private sealed class Context(ParseClock clock) : MarkdownParserContext
    {
        /// <summary>Calls per look at the clock, which costs as much as reading some characters.</summary>
        private const int Unasked = 64;

        private int _seen;

        public void Check()
        {
            if (++_seen % Unasked == 0)
            {
                clock.Check();
            }
        }
    }

    public static MarkdownParserContext ContextOf(ParseClock clock) => new Context(clock);

    private sealed class Lines : BlockParser
    {
        public override BlockState TryOpen(BlockProcessor processor)
        {
            (processor.Context as Context)?.Check();
            return BlockState.None;
        }
    }

    private sealed class Marks : InlineParser
    {
        public Marks() => OpeningCharacters = [.. "[]!*_~`<&\\$\n"];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            (processor.Context as Context)?.Check();
            return false;
        }
    }

    /// <summary>
    /// Links whose targets nest at most <see cref="MaxBrackets"/> brackets, as in cmark: otherwise every <c>[a](b</c> on a line of them
    /// would read on to the line's end.
    /// </summary>
    private sealed class BoundedLinks : LinkInlineParser
    {
        private const int MaxBrackets = 32;

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            if (
                slice.CurrentChar != ']'
                || slice.PeekChar() != '('
                || !IsTooDeep(slice.Text.AsSpan(slice.Start + 1, slice.End - slice.Start))
            )
            {
                return base.Match(processor, ref slice);
            }
            var bracket = new StringSlice(slice.Text, slice.Start, slice.Start);
            var matched = base.Match(processor, ref bracket);
            slice.Start = bracket.Start;
            return matched;
        }

        private static bool IsTooDeep(ReadOnlySpan<char> target)
        {
            var depth = 0;
            for (var i = 0; (i = Next(target, i)) < target.Length; i++)
            {
                depth += target[i] switch
                {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
                if (depth is 0 or > MaxBrackets)
                {
                    return depth > 0;
                }
                i += target[i] == '\\' ? 1 : 0;
            }
            return false;
        }

        private static int Next(ReadOnlySpan<char> target, int from)
        {
            var next = from < target.Length ? target[from..].IndexOfAny('(', ')', '\\') : -1;
            return next < 0 ? target.Length : from + next;
        }
    }
}
