using Benchmarks.Commands;

if (args is not [var name, .. var rest] || AllCommands.List.FirstOrDefault(one => one.Name == name) is not { } command)
{
    foreach (var usage in AllCommands.List.Select(one => one.Usage).Distinct()) await Console.Error.WriteLineAsync(usage + Environment.NewLine);
    return 2;
}

if (rest.Contains("--help"))
{
    Console.WriteLine(command.Usage);
    return 0;
}

try
{
    return await command.Run(rest);
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    await Console.Error.WriteLineAsync(command.Usage);
    return 2;
}
