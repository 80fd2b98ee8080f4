using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Strata.Cli;

/// <summary>Help with verbs in groups, and with examples.</summary>
internal sealed class VerbHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private const int Gap = 2;

    /// <summary>Puts it in place of the library's.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction usual)
            {
                var help = new VerbHelp(usual);
                option.Action = help;
                root.Action = help;
            }
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is RootCommand root)
        {
            Write(root, output);
        }
        else
        {
            usual.Invoke(parseResult);
        }
        var examples = VerbGroups.ExamplesOf(string.Join(' ', CommandLine.Path(parseResult.CommandResult).Reverse()));
        if (examples.Count > 0)
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
            {
                output.WriteLine("  " + example);
            }
            output.WriteLine();
        }
        return ExitCode.Ok;
    }

    private static void Write(RootCommand root, TextWriter output)
    {
        output.WriteLine(root.Description);
        output.WriteLine();
        output.WriteLine("Usage: strata VERB [options]   (strata help VERB says more)");
        output.WriteLine();
        var verbs = root.Subcommands.Where(v => !v.Hidden).ToDictionary(v => v.Name, StringComparer.Ordinal);
        var width = verbs.Keys.Max(n => n.Length);
        foreach (var (title, names) in VerbGroups.All)
        {
            output.WriteLine(title + ":");
            foreach (var verb in names.Select(n => verbs.GetValueOrDefault(n)).OfType<Command>())
            {
                output.WriteLine($"  {verb.Name.PadRight(width + Gap)}{verb.Description}");
            }
            output.WriteLine();
        }
        output.WriteLine("With every verb:");
        var options = root.Options.Where(o => o.Recursive && !o.Hidden && o.Name.StartsWith("--", StringComparison.Ordinal)).ToList();
        var wide = options.Max(o => NameOf(o).Length);
        foreach (var option in options)
        {
            output.WriteLine($"  {NameOf(option).PadRight(wide + Gap)}{option.Description}");
        }
        output.WriteLine();
    }

    private static string NameOf(Option option) => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;
}
