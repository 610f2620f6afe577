using System.Globalization;

using MarsDisk.Benchmarks;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Samples;

// The two modes that the benchmarks start as processes of their own come first: a start must load nothing else.
return args switch
{
    [Programs.HelloMode] => Hello(),
    [Programs.SoakMode, var configuration, var path, var steps] => Soaking(configuration, path, steps),
    _ => Benchmarking.Run(args),
};

static int Hello()
{
    Console.Out.WriteLine("Hello, world!");
    return 0;
}

static int Soaking(string configuration, string path, string steps) =>
    Soak.Execute(new BaseRun(configuration), path, long.Parse(steps, CultureInfo.InvariantCulture));
