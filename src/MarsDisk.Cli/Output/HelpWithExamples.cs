using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

using MarsDisk.Hosting;

namespace MarsDisk.Cli.Output;

/// <summary>Help that begins with two examples and ends with the exit codes (experience.md §2.1).</summary>
/// <param name="inner">Usage and options.</param>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["marsdisk"] = ["marsdisk run configs/quick.yml", "marsdisk table out/quick --head 5"],
        ["run"] = ["marsdisk run configs/quick.yml", "marsdisk run configs/base.yml -s numerics.t_end_orbits=0.5 -o out/test"],
        ["resume"] = ["marsdisk resume out/test", "marsdisk resume out/test --progress lines"],
        ["table"] = ["marsdisk table out/quick --select time,tau,M_loss_cum --to csv", "marsdisk table out/quick --table psd_hist --head 40"],
        ["config"] = ["marsdisk config check configs/base.yml", "marsdisk config keys radiation"],
        ["check"] = ["marsdisk config check configs/base.yml", "marsdisk config check configs/*.yml --strict"],
        ["show"] = ["marsdisk config show configs/base.yml --origins", "marsdisk config show configs/base.yml -s radiation.TM_K=5000"],
        ["keys"] = ["marsdisk config keys", "marsdisk config keys supply.const"],
        ["schema"] = ["marsdisk config schema > marsdisk.schema.json", "marsdisk config schema | head -40"],
        ["diff"] = ["marsdisk config diff configs/quick.yml configs/base.yml", "marsdisk config diff a.yml b.yml --json"],
        ["init"] = ["marsdisk config init > my.yml", "marsdisk config init --template supply > my.yml"],
        ["sweep"] = ["marsdisk sweep plan configs/sweeps/temperature.yml", "marsdisk sweep run configs/sweeps/temperature.yml -o out/temperature"],
        ["sweep plan"] = ["marsdisk sweep plan configs/sweeps/temperature.yml", "marsdisk sweep plan configs/sweeps/temperature.yml -o out/temperature --all"],
        ["sweep run"] = ["marsdisk sweep run configs/sweeps/temperature.yml -o out/temperature", "marsdisk sweep run out/temperature --slots 4"],
        ["sweep status"] = ["marsdisk sweep status out/temperature", "marsdisk sweep status out/temperature --failed --json"],
        ["sweep retry"] = ["marsdisk sweep retry out/temperature", "marsdisk sweep retry out/temperature --only 4 --from-start"],
        ["sweep collect"] = ["marsdisk sweep collect out/temperature", "marsdisk table out/temperature/table.parquet --head 5"],
        ["scenario"] = ["marsdisk scenario check cooling.scenario", "marsdisk scenario convert cooling.scenario --to ndjson > cooling.ndjson"],
        ["scenario run"] = ["marsdisk scenario run cooling.scenario", "marsdisk scenario run cooling.scenario --local"],
        ["scenario status"] = ["marsdisk scenario status", "marsdisk scenario status fcca0bd24362f4b0 --json"],
        ["scenario cancel"] = ["marsdisk scenario cancel fcca0bd24362f4b0", "marsdisk scenario cancel fcca0bd24362f4b0 --json"],
        ["scenario check"] = ["marsdisk scenario check cooling.scenario", "generate | marsdisk scenario check - --json"],
        ["scenario fmt"] = ["marsdisk scenario fmt cooling.scenario", "marsdisk scenario fmt cooling.scenario --write"],
        ["scenario convert"] = ["marsdisk scenario convert cooling.scenario > cooling.ndjson", "marsdisk scenario convert cooling.ndjson --to text"],
        ["scenario explain"] = ["marsdisk scenario explain cooling.scenario", "marsdisk scenario explain - --streaming < cooling.scenario"],
        ["worker"] = ["marsdisk worker out/temperature", "marsdisk worker out/temperature --slots 1 --until-done"],
        ["serve"] = ["marsdisk serve", "marsdisk serve --data /srv/marsdisk --set node.slots=4"],
        ["runs"] = ["marsdisk runs submit configs/quick.yml --watch", "marsdisk runs list"],
        ["runs list"] = ["marsdisk runs list --state running", "marsdisk runs list out --sort progress"],
        ["runs show"] = ["marsdisk runs show k2f6", "marsdisk runs show out/quick --json"],
        ["runs submit"] = ["marsdisk runs submit configs/quick.yml", "marsdisk runs submit configs/base.yml -s radiation.TM_K=3500 --name cool --watch"],
        ["runs watch"] = ["marsdisk runs watch k2f6", "marsdisk runs watch cool --json"],
        ["runs pause"] = ["marsdisk runs pause k2f6", "marsdisk runs pause cool --json"],
        ["runs continue"] = ["marsdisk runs continue k2f6", "marsdisk runs continue cool"],
        ["runs stop"] = ["marsdisk runs stop k2f6", "marsdisk runs stop cool --why \"steady since step 4000\""],
        ["runs snapshot"] = ["marsdisk runs snapshot k2f6", "marsdisk runs snapshot cool --label before-supply"],
        ["node"] = ["marsdisk node status", "marsdisk node drain --finish"],
        ["node status"] = ["marsdisk node status", "marsdisk node status --json"],
        ["node drain"] = ["marsdisk node drain", "marsdisk node drain --finish --within 2:00:00"],
        ["lsp"] = ["marsdisk lsp", "marsdisk lsp --stdio"],
        ["version"] = ["marsdisk version", "marsdisk --version"],
    };

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        var name = command is RootCommand ? "marsdisk" : command.Name;
        var group = command.Parents.OfType<Command>().FirstOrDefault()?.Name;
        if (Examples.TryGetValue($"{group} {name}", out var examples) || Examples.TryGetValue(name, out examples))
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
        }

        var result = inner.Invoke(parseResult);
        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in ExitCodes.Meanings)
            output.WriteLine($"  {code,3}  {meaning}");
        return result;
    }
}
