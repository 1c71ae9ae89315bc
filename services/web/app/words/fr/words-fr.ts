import { account } from "./account.ts";
import { common } from "./common.ts";
import { help } from "./help.ts";
import { home } from "./home.ts";
import { listing } from "./listing.ts";
import { problems } from "./problems.ts";
import { search } from "./search.ts";
import { seller } from "./seller.ts";
import { states } from "./states.ts";

export const words = { account, common, help, home, listing, problems, search, seller, states };
