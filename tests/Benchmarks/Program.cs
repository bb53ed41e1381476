using Benchmarks.Load;

if (args is ["fold"]) return Benchmarks.Fold.FoldCost.Run();

if (args is not ["load" or "notify-cost", ..])
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

try
{
    var options = LoadOptions.Parse(args[1..]);
    return args[0] == "load" ? await LoadRun.Run(options) : await NotifyCost.Run(options);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}
