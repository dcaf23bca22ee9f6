using System.Text;
using Bolt.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await BoltCommand.RunAsync(args, Directory.GetCurrentDirectory(), Console.Out, Console.Error);
