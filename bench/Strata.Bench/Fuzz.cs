using System.Diagnostics;
using Strata.Parsing;
using Strata.Testing;

namespace Strata.Bench;

/// <summary>
/// <c>bench fuzz [--cases N] [--first N] [--parser ID]</c>: mutated samples for every parser, or one of them, and for what prepares ODT and
/// RTF for pandoc; 10,000 cases each unless told. <c>--programs</c> gives damaged PDFs and files of each format that pandoc reads to
/// poppler and pandoc instead (<c>--parser pdf</c> for one of them), 300 cases each unless told, since each starts a program or more. The
/// exit code is 1 where anything broke.
/// </summary>
internal static class Fuzz
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    // What a program may take, several of them for one file.
    private static readonly TimeSpan ProgramHang = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(string[] args)
    {
        var cases = int.Parse(Option(args, "--cases") ?? (args.Contains("--programs") ? "300" : "10000"), CultureInfo.InvariantCulture);
        var first = int.Parse(Option(args, "--first") ?? "0", CultureInfo.InvariantCulture);
        var only = Option(args, "--parser");
        var broken = 0;
        if (args.Contains("--programs"))
        {
            return await ProgramsAsync(first, cases, only);
        }

        foreach (var parser in Parsers.All.Where(parser => only is null || parser.Id == only))
        {
            var watch = Stopwatch.StartNew();
            using var guard = new HangGuard(parser.Id, Hang);
            broken += Tell(parser.Id, cases, ParserFuzz.Run(parser, first, cases, guard.Begin), watch);
        }

        foreach (var format in ProgramFuzz.Prepared.Where(format => only is null || format == only))
        {
            var watch = Stopwatch.StartNew();
            using var guard = new HangGuard(format, Hang);
            broken += Tell($"{format} file", cases, ProgramFuzz.Prepare(format, first, cases, guard.Begin), watch);
        }

        return broken == 0 ? 0 : 1;
    }

    /// <summary>Temporary files go into a folder of their own, in which nothing may be left.</summary>
    private static async Task<int> ProgramsAsync(int first, int cases, string? only)
    {
        var temporary = Directory.CreateTempSubdirectory("fuzz-");
        Environment.SetEnvironmentVariable("TMPDIR", temporary.FullName);
        var broken = 0;
        foreach (var format in ProgramFuzz.Formats.Where(format => only is null || format == only))
        {
            var watch = Stopwatch.StartNew();
            using var guard = new HangGuard(format, ProgramHang);
            broken += Tell(
                format,
                cases,
                await ProgramFuzz.RunAsync(format, first, cases, temporary.FullName, guard.Begin, CancellationToken.None),
                watch
            );
        }

        temporary.Delete(recursive: true);
        return broken == 0 ? 0 : 1;
    }

    private static int Tell(string what, int cases, IEnumerable<FuzzFailure> found, Stopwatch watch)
    {
        var failures = 0;
        foreach (var failure in found)
        {
            failures++;
            if (failures <= 3)
            {
                Console.WriteLine(failure);
            }
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{what, -10} {cases} cases, {failures} broken [{watch.Elapsed.TotalSeconds:F1} s]")
        );
        return failures;
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
            _timer = new(_ =>
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
