using Spectre.Console;
using Progress = Strata.Foundation.Progress;

namespace Strata.Cli.Output;

/// <summary>Shows progress in one line on standard error, only on a terminal.</summary>
internal static class ProgressLine
{
    public static async Task<T> RunAsync<T>(ICommandEnvironment environment, string title, Func<IProgress<Progress>?, Task<T>> work)
    {
        if (environment.IsErrorRedirected)
        {
            return await work(null);
        }
        return await Printer
            .Open(environment.Error, redirected: false)
            .Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(Markup.Escape(Terminal.Short(title, 60)));
                task.IsIndeterminate = true;
                return work(new Reporter(task, title));
            });
    }

    private sealed class Reporter(ProgressTask task, string title) : IProgress<Progress>
    {
        public void Report(Progress value)
        {
            task.Description = Markup.Escape(
                $"{Terminal.Short(title, 40)}: {value.Stage} {(value.Unit == Progress.Bytes ? ByteSize.Show(value.Done) : Values.Count(value.Done))}"
            );
            if (value.Total is { } total and > 0)
            {
                task.IsIndeterminate = false;
                task.MaxValue = total;
                task.Value = value.Done;
            }
        }
    }
}
