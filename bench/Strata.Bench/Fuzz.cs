using System.Diagnostics;
using System.Globalization;
using Strata.Parsing;
using Strata.Testing;

namespace Strata.Bench;

/// <summary>
/// <c>bench fuzz [--cases N] [--first N] [--parser ID]</c>: mutated samples for every parser, or one of them; 10,000 cases each unless told.
/// The exit code is 1 where anything broke.
/// </summary>
internal static class Fuzz
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    public static int Run(string[] args)
    {
        var cases = int.Parse(Option(args, "--cases") ?? "10000", CultureInfo.InvariantCulture);
        var first = int.Parse(Option(args, "--first") ?? "0", CultureInfo.InvariantCulture);
        var only = Option(args, "--parser");
        var broken = 0;
        foreach (var parser in Parsers.All.Where(parser => only is null || parser.Id == only))
        {
            var watch = Stopwatch.StartNew();
            var failures = 0;
            using var guard = new HangGuard(parser.Id, Hang);
            foreach (var failure in ParserFuzz.Run(parser, first, cases, guard.Begin))
            {
                failures++;
                if (failures <= 3)
                {
                    Console.WriteLine(failure);
                }
            }

            broken += failures;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{parser.Id,-10} {cases} cases, {failures} broken [{watch.Elapsed.TotalSeconds:F1} s]"));
        }

        return broken == 0 ? 0 : 1;
    }

    private static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    /// <summary>A case that doesn't end can't be stopped from inside: the program says which it is and exits.</summary>
    private sealed class HangGuard : IDisposable
    {
        private readonly Timer _timer;
        private readonly TimeSpan _limit;
        private int _case;

        public HangGuard(string parser, TimeSpan limit)
        {
            _limit = limit;
            _timer = new(
                _ =>
                {
                    Console.WriteLine($"{parser} case {_case} hangs");
                    Environment.Exit(1);
                });
        }

        public void Begin(int number)
        {
            _case = number;
            _timer.Change(_limit, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _timer.Dispose();
    }
}
