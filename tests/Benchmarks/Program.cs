using Benchmarks.Compare;
using Benchmarks.Load;

if (args is ["fold"]) return Benchmarks.Fold.FoldCost.Run();
if (args is ["append"]) return await Benchmarks.Append.AppendCost.Run();
if (args is ["blocks"]) return await Benchmarks.Blocks.BlockCost.Run();
if (args is ["hot"]) return await Benchmarks.Fold.HotPath.Run(10_000);

if (args is not ["load" or "notify-cost" or "compare", ..])
{
    Console.Error.WriteLine(LoadOptions.Usage);
    Console.Error.WriteLine();
    Console.Error.WriteLine(CompareOptions.Usage);
    return 2;
}

try
{
    if (args[0] == "compare") return await CompareRun.Run(CompareOptions.Parse(args[1..]));
    var options = LoadOptions.Parse(args[1..]);
    return args[0] == "load" ? await LoadRun.Run(options) : await NotifyCost.Run(options);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(args[0] == "compare" ? CompareOptions.Usage : LoadOptions.Usage);
    return 2;
}
