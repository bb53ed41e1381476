using Benchmarks.Load;

if (args is not ["load", ..])
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

try
{
    return await LoadRun.Run(LoadOptions.Parse(args[1..]));
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}
