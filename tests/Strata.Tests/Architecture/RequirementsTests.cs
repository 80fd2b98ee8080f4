using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Strata.Architecture;

/// <summary><c>./test --requirements</c>: what is built has a test.</summary>
public sealed class RequirementsTests
{
    [Fact]
    public async Task Every_requirement_that_is_built_has_a_test_and_every_id_in_a_trait_is_a_requirement()
    {
        var (exit, listed) = await ListAsync(Script());

        exit.ShouldBe(0, listed.Split("tests name one.\n")[^1]);
    }

    [Theory]
    [InlineData("", "[Fact, Trait(\"req\", \"G1\")]", null)]
    [InlineData("", "[\n    Theory,\n    DoorData,\n    Trait(\n        \"req\",\n        \"G1\"\n    )\n]", null)]
    [InlineData("[Trait(\"req\", \"G1\")]", "[Fact]", null)]
    [InlineData("", "[Fact, Trait(\"req\", \"G2\")]", "G1 is built and has no test")]
    [InlineData("", "// [Fact, Trait(\"req\", \"G1\")]\n[Fact]", "G1 is built and has no test")]
    [InlineData("", "[Trait(\"req\", \"G1\")]", "is no test that runs")]
    [InlineData("", "[Fact(Skip = \"later\"), Trait(\"req\", \"G1\")]", "is no test that runs")]
    [InlineData("", "[Fact, Trait(\"req\", \"G1\"), Trait(\"req\", \"G3\")]", "G3 is no requirement")]
    public async Task What_is_built_and_has_no_test_or_is_unknown_fails(string onClass, string onTest, string? refusal)
    {
        var folder = Directory.CreateTempSubdirectory("strata-requirements-").FullName;
        try
        {
            Write(folder, "docs/requirements.md", "| id | state | what |\n|---|---|---|\n| G1 | built | one |\n| G2 | planned | two |\n");
            Write(
                folder,
                "tests/Some.Tests/SomeTests.cs",
                $"{onClass}\npublic sealed class SomeTests\n{{\n    {onTest.ReplaceLineEndings("\n    ")}\n    public async Task It_works()\n"
            );
            var copy = Path.Combine(folder, "tests", "requirements");
            File.Copy(Script(), copy);

            var (exit, listed) = await ListAsync(copy);

            exit.ShouldBe(refusal is null ? 0 : 1, listed);
            listed.ShouldContain(refusal ?? "SomeTests.It_works");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Exit, string Listed)> ListAsync(string script)
    {
        var start = new ProcessStartInfo("bash", [script]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var listed = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, listed);
    }

    private static void Write(string folder, string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "");
        File.WriteAllText(file, text);
    }

    private static string Script([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file) ?? "", "..", "..", "requirements"));
}
