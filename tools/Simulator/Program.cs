using Simulator.Commands;

return await CommandLine.Run(args, Console.Out, Console.Error, TimeProvider.System, CancellationToken.None);
