using Bolt.Benchmarks.Sessions;

// dotnet run -c Release --project benchmarks/Bolt.Benchmarks.Sessions -- [rounds] [sessions]
var rounds = args.Length > 0 ? int.Parse(args[0], null) : 7;
var sessions = args.Length > 1 ? int.Parse(args[1], null) : 100_000;
await RequestCost.MeasureAsync(rounds);
await MemoryCost.MeasureAsync(sessions);
